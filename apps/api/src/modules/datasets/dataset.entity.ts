import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, DeleteDateColumn, Entity, PrimaryColumn } from 'typeorm';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { DatasetStatus } from './dataset.enums.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Dataset: true;
  }
}

/** A customer base that changes over time through imports, upserts and erasures. */
@ObjectType({ description: 'A customer base. Imports, upserts and erasures change it over time.' })
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

  @Field({ description: 'When its first import was requested.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Int, { description: 'Number of customers stored now, including upserted ones.' })
  @Column('int')
  customerCount: number;

  @Field(() => Int, {
    description:
      'Number of rows rejected by the last import; rejectedRows lists each with its line and cause.',
  })
  @Column('int')
  rejectedRowCount: number;

  /** The number of the last change to its customers; text, because it is a bigint. */
  @Column('bigint')
  revision: string;

  /** When it was deleted: no query of datasets finds it until it is restored. Null otherwise. */
  @DeleteDateColumn({ type: 'timestamptz' })
  deletedAt: Date | null;
}

/** A page of datasets. */
export const DatasetConnection = connectionTypes('Dataset', () => Dataset);
