import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { RunStatus } from '../jobs/index.js';
import { ImportMode } from './dataset.enums.js';
import { CsvDialect } from './dataset.types.js';

/** Why an import ended without success. */
@ObjectType({ description: 'Why an import ended without success.' })
export class ImportError {
  @Field({ description: 'A stable code that a program can act on.' })
  code: string;

  @Field({ description: 'What went wrong and what would be right, in a sentence.' })
  message: string;
}

/** One load of a file into a dataset. */
@ObjectType({ description: 'One load of a file into a dataset.' })
@Entity('imports')
export class Import {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; stays for the life of the dataset.' })
  get globalId(): string {
    return toGlobalId('Import', this.id);
  }

  @Column('uuid')
  datasetId: string;

  @Field(() => Int, { description: 'Its place among the imports of its dataset, from 1.' })
  @Column('int')
  number: number;

  @Field(() => ImportMode, { description: 'What it does with the customers that are there already.' })
  @Column('text')
  mode: ImportMode;

  @Field(() => RunStatus, {
    description: 'COMPLETED once its customers can be read. One that FAILED changed nothing.',
  })
  @Column('text')
  status: RunStatus;

  @Field({ description: 'As its sender named the file.' })
  @Column('text')
  fileName: string;

  /** A bigint comes as text. */
  @Column('bigint', { nullable: true })
  byteSize: string | null;

  @Field(() => Float, {
    name: 'byteSize',
    nullable: true,
    description: 'Size of the file; null for imports of an early release.',
  })
  get bytes(): number | null {
    return this.byteSize === null ? null : Number(this.byteSize);
  }

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the bytes of the file, in hexadecimal; null for imports of an early release.',
  })
  @Column('text', { nullable: true })
  fileSha256: string | null;

  @Field(() => CsvDialect, { description: 'How the file was read.' })
  @Column('jsonb')
  dialect: CsvDialect;

  @Field({ description: 'When it was asked for.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Who asked for it: an e-mail address or an API key; null where the server itself did.',
  })
  @Column('text', { nullable: true })
  createdBy: string | null;

  @Field(() => Date, { nullable: true, description: 'When it ended; null until then.' })
  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;

  @Field(() => Int, { description: 'Customers that were not there before.' })
  @Column('int')
  createdCount: number;

  @Field(() => Int, { description: 'Customers that were there and got the values of the file.' })
  @Column('int')
  updatedCount: number;

  @Field(() => Int, { description: 'Customers that were removed because a REPLACE did not name them.' })
  @Column('int')
  removedCount: number;

  @Field(() => Int, { description: 'Rows of the file that could not be taken.' })
  @Column('int')
  rejectedRowCount: number;

  @Column('text', { nullable: true })
  errorCode: string | null;

  @Column('text', { nullable: true })
  errorMessage: string | null;

  @Field(() => ImportError, { nullable: true, description: 'Null unless it FAILED or was CANCELLED.' })
  get error(): ImportError | null {
    return this.errorCode === null ? null : { code: this.errorCode, message: this.errorMessage ?? '' };
  }
}

/** A page of imports. */
export const ImportConnection = connectionTypes('Import', () => Import);
