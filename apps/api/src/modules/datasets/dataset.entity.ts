import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { DatasetStatus } from './dataset.enums.js';
import type { CsvDialect } from './dataset.types.js';

/** An imported table of customers. */
@ObjectType({ description: 'A customer base, imported from a file.' })
@Entity('datasets')
export class Dataset {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; stable for the life of the dataset.' })
  get globalId(): string {
    return toGlobalId('Dataset', this.id);
  }

  @Field({ description: 'The name given at import.' })
  @Column('text')
  name: string;

  @Field(() => DatasetStatus, { description: 'READY when its customers can be read.' })
  @Column('text')
  status: keyof typeof DatasetStatus;

  @Field({ description: 'When its import was requested.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Int, { description: 'Number of customers stored now, including upserted ones.' })
  @Column('int')
  customerCount: number;

  @Field(() => Int, {
    description: 'Number of rows rejected on import; rejectedRows lists each with its line and cause.',
  })
  @Column('int')
  rejectedRowCount: number;

  /** How its file was read. */
  @Column('jsonb')
  dialect: CsvDialect;

  /** Of the column file, below the data folder; null until it is written. */
  @Column('text', { nullable: true })
  snapshotPath: string | null;

  @Column('text', { nullable: true })
  snapshotSha256: string | null;

  @Column('int', { nullable: true })
  snapshotRows: number | null;

  /** Whether customers changed since the column file was written. */
  @Column('boolean')
  snapshotStale: boolean;
}

/** A page of datasets. */
export const DatasetConnection = connectionTypes('Dataset', () => Dataset);
