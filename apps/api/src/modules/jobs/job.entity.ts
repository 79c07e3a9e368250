import { type ErrorCode, RUN_STATUSES } from '@holdfast/schema';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { sayError } from '../../platform/errors/say-error.js';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Job: true;
  }
}

/** The states of a job, also used for segmentations and models. */
export const RunStatus = vocabularyEnum(
  'RunStatus',
  'The state of a job, a segmentation or a training.',
  RUN_STATUSES,
);
export type RunStatus = keyof typeof RunStatus;

/** Why a job failed or was cancelled. */
@ObjectType({ description: 'Why a job ended without success.' })
export class JobError {
  @Field(() => String, { description: 'A stable code that a program can act on.' })
  code: ErrorCode;

  @Field({ description: 'What went wrong and what is expected, in a sentence.' })
  message: string;
}

/** One piece of background work, from its request to its end. */
@Entity('jobs')
@ObjectType({ description: 'One piece of background work; it settles as COMPLETED, FAILED or CANCELLED.' })
export class Job {
  @PrimaryColumn('uuid')
  id: string;

  @Field({ description: 'What the job does, as verb and noun, e.g. import-dataset.' })
  @Column('text')
  kind: string;

  @Column('jsonb')
  payload: object;

  @Field(() => RunStatus, { description: 'The state of the job; a settled state never changes.' })
  @Column('text')
  state: RunStatus;

  @Field(() => Float, { description: '0..1; never decreases during an attempt.' })
  @Column('float8')
  progress: number;

  @Field(() => String, {
    nullable: true,
    description: 'The current step, in words; null before and after.',
  })
  @Column('text', { nullable: true })
  step: string | null;

  @Column('text', { nullable: true })
  errorCode: ErrorCode | null;

  @Column('text', { nullable: true })
  errorMessage: string | null;

  @Field(() => Int, {
    description: 'Number of times the job was started; more than 1 only after a process was lost.',
  })
  @Column('int')
  attempts: number;

  @Column('uuid', { nullable: true })
  datasetId: string | null;

  @Column('text', { nullable: true })
  jobKey: string | null;

  /** Who requested it; null for the server. */
  @Column('text', { nullable: true })
  callerId: string | null;

  @Column('bool')
  cancelRequested: boolean;

  @Column('int', { nullable: true })
  workerKey: number | null;

  @Field({ description: 'When it was requested.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When the last attempt started; null while the job waits.',
  })
  @Column('timestamptz', { nullable: true })
  startedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it settled; null until then.' })
  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;

  @Field(() => ID, { name: 'id', description: 'Opaque and permanent.' })
  get globalId(): string {
    return toGlobalId('Job', this.id);
  }

  @Field(() => JobError, { nullable: true, description: 'Why it failed or was cancelled; null otherwise.' })
  get error(): JobError | null {
    return this.errorCode === null
      ? null
      : { code: this.errorCode, message: sayError(this.errorMessage ?? '') };
  }
}

/** A page of jobs. */
export const JobConnection = connectionTypes('Job', () => Job);
