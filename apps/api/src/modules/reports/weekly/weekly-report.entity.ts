import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { ReportKind } from '../reports.enums.js';

declare module '../../../platform/graphql/global-id.js' {
  interface NodeTypes {
    WeeklyReport: true;
  }
}

/** A report that is written each week. */
@ObjectType({
  description:
    'A report that is written each week and shared by a link for 30 days, whose address the event REPORT_WRITTEN carries.',
})
@Entity('weekly_reports')
export class WeeklyReport {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque.' })
  get globalId(): string {
    return toGlobalId('WeeklyReport', this.id);
  }

  @Column('uuid')
  datasetId: string;

  @Field(() => ReportKind, { description: 'What it is about.' })
  @Column('text')
  kind: ReportKind;

  /** The key of a segment, or the global id of a model or a campaign. */
  @Column('text', { nullable: true })
  about: string | null;

  @Field({ description: 'The title that it had when it was asked for.' })
  @Column('text')
  title: string;

  @Field({ description: 'When somebody asked for it.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field({ description: 'Who asked for it: an e-mail address or the name of a key.' })
  @Column('text')
  createdBy: string;

  @Field({ description: 'When it is written next.' })
  @Column('timestamptz')
  nextAt: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Why it could not be written the last time; null if it could.',
  })
  @Column('text', { nullable: true })
  failure: string | null;
}
