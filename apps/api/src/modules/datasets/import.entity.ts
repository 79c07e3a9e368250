import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { RunStatus } from '../jobs/index.js';
import { ImportMode, UploadKind } from './dataset.enums.js';
import { CsvDialect, LineCounts, TransactionSettings } from './dataset.types.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Import: true;
  }
}

/** Why an import failed or was cancelled. */
@ObjectType({ description: 'Why an import failed or was cancelled.' })
export class ImportError {
  @Field({ description: 'A stable code that a program can act on.' })
  code: string;

  @Field({ description: 'What went wrong and what would be right, in a sentence.' })
  message: string;
}

/** One import of a file into a dataset. */
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

  @Field(() => Int, { description: 'Its number among the imports of its dataset, from 1.' })
  @Column('int')
  number: number;

  @Field(() => ImportMode, { description: 'What it does with existing customers.' })
  @Column('text')
  mode: ImportMode;

  @Field(() => RunStatus, {
    description: 'COMPLETED once its customers can be read. A FAILED import changed nothing.',
  })
  @Column('text')
  status: RunStatus;

  @Field({ description: 'The name under which the file was uploaded.' })
  @Column('text')
  fileName: string;

  /** Text, because it is a bigint. */
  @Column('bigint', { nullable: true })
  byteSize: string | null;

  @Field(() => Float, {
    name: 'byteSize',
    nullable: true,
    description: 'Size of the file in bytes; null for imports made by release 0.1.',
  })
  get bytes(): number | null {
    return this.byteSize === null ? null : Number(this.byteSize);
  }

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the file, in hexadecimal; null for imports made by release 0.1.',
  })
  @Column('text', { nullable: true })
  fileSha256: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The sheet that was read of a workbook; null for other files.',
  })
  @Column('text', { nullable: true })
  sheet: string | null;

  /** The columns of the file; null until it is COMPLETED, and for imports made by earlier releases. */
  @Column('jsonb', { nullable: true })
  columnNames: string[] | null;

  @Field(() => CsvDialect, { description: 'How the file was read.' })
  @Column('jsonb')
  dialect: CsvDialect;

  @Field({ description: 'When it was requested.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Who requested it: an e-mail address or the id of an API key; null if the server did.',
  })
  @Column('text', { nullable: true })
  createdBy: string | null;

  @Field(() => Date, { nullable: true, description: 'When it ended; null until then.' })
  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;

  @Field(() => Int, { description: 'Number of customers that were new.' })
  @Column('int')
  createdCount: number;

  @Field(() => Int, { description: 'Number of existing customers that were replaced.' })
  @Column('int')
  updatedCount: number;

  @Field(() => Int, {
    description: 'Number of customers removed because a REPLACE file did not contain them.',
  })
  @Column('int')
  removedCount: number;

  @Field(() => Int, { description: 'Number of rows of the file that were rejected.' })
  @Column('int')
  rejectedRowCount: number;

  @Field(() => LineCounts, {
    nullable: true,
    description:
      'What became of every line of the file; null until it is COMPLETED, and for imports made by release 0.1.',
  })
  @Column('jsonb', { nullable: true })
  lines: LineCounts | null;

  @Field(() => TransactionSettings, {
    nullable: true,
    description: 'How purchases were rolled up; null until it is COMPLETED, and for a file of customers.',
  })
  @Column('jsonb', { nullable: true })
  transactions: TransactionSettings | null;

  @Field(() => UploadKind, {
    nullable: true,
    description: 'What a row of the file was; null until it is COMPLETED.',
  })
  get kind(): UploadKind | null {
    if (this.status !== 'COMPLETED') return null;
    return this.transactions === null ? 'CUSTOMERS' : 'TRANSACTIONS';
  }

  @Column('text', { nullable: true })
  errorCode: string | null;

  @Column('text', { nullable: true })
  errorMessage: string | null;

  @Field(() => ImportError, {
    nullable: true,
    description: 'Null unless the import FAILED or was CANCELLED.',
  })
  get error(): ImportError | null {
    return this.errorCode === null ? null : { code: this.errorCode, message: this.errorMessage ?? '' };
  }
}

/** A page of imports. */
export const ImportConnection = connectionTypes('Import', () => Import);
