import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { CustomerFilter, CustomerOrder } from '../customer-list/index.js';
import { ExportFormat } from './exports.enums.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    CustomerExport: true;
  }
}

/** A list of customers as a file that can be fetched for a time. */
@ObjectType({
  description:
    'A list of customers as a file. It is gone a day after it was written, or once one of the customers of the dataset is erased.',
})
@Entity('customer_exports')
export class CustomerExport {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; known for a week.' })
  get globalId(): string {
    return toGlobalId('CustomerExport', this.id);
  }

  @Column('uuid')
  datasetId: string;

  @Column('uuid')
  jobId: string;

  @Field(() => ExportFormat, { description: 'How the file is written.' })
  @Column('text')
  format: ExportFormat;

  /** With keys in place of ids; empty once it is withdrawn, as a search may hold a name. */
  @Column('jsonb')
  filter: CustomerFilter;

  @Column('text')
  orderBy: CustomerOrder;

  /** By which links to it are signed. */
  @Column('bytea')
  secret: Buffer;

  @Field({ description: 'When it was asked for.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Int, { nullable: true, description: 'Customers in the file; null until it is written.' })
  @Column('int', { nullable: true })
  rowCount: number | null;

  /** Text, because it is a bigint. */
  @Column('bigint', { nullable: true })
  bytes: string | null;

  @Field(() => Float, { nullable: true, description: 'Bytes of the file; null until it is written.' })
  get byteSize(): number | null {
    return this.bytes === null ? null : Number(this.bytes);
  }

  @Field(() => Date, { nullable: true, description: 'When the file is removed; null until it is written.' })
  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'When it was removed early, because a customer of the dataset was erased or left it; null if it was not. Ask for it again.',
  })
  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;
}
