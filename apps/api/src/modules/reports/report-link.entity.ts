import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { ReportKind } from './reports.enums.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    ReportLink: true;
  }
}

/** A report as it was when it was shared, for whoever has its address. The page and the hash of its token stay in the table. */
@ObjectType({
  description:
    'A report as it was when it was shared: whoever has its address reads it without an account, until it expires or is revoked. It names no customer.',
})
@Entity('report_links')
export class ReportLink {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque.' })
  get globalId(): string {
    return toGlobalId('ReportLink', this.id);
  }

  @Column('uuid')
  datasetId: string;

  @Field(() => ReportKind, { description: 'What it is about.' })
  @Column('text')
  kind: ReportKind;

  @Field({ description: 'The title of the report.' })
  @Column('text')
  title: string;

  @Field({ description: 'When it was shared; the report says what was so then.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field({ description: 'Who shared it: an e-mail address or the name of a key.' })
  @Column('text')
  createdBy: string;

  @Field({ description: 'Until when it can be opened.' })
  @Column('timestamptz')
  expiresAt: Date;

  @Field(() => Date, { nullable: true, description: 'When somebody took it back; null if nobody did.' })
  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Field(() => Int, { description: 'How often it was opened.' })
  @Column('int')
  openedCount: number;

  @Field(() => Date, { nullable: true, description: 'When it was opened last; null if never.' })
  @Column('timestamptz', { nullable: true })
  lastOpenedAt: Date | null;
}
