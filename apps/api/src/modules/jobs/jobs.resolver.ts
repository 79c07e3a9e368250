import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { topicOf } from '../../platform/graphql/build-graphql-schema.js';
import { LOOKUP, listBy } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { fromGlobalId, requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Job, JobConnection, RunStatus } from './job.entity.js';
import { CancelJobInput } from './jobs.inputs.js';
import type { JobsService } from './jobs.service.js';
import { CancelJobPayload } from './jobs.types.js';
import { sayStep } from './say-step.js';

/** Resolves jobs. */
@Resolver(() => Job)
export class JobsResolver {
  constructor(readonly jobs: JobsService) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The current step, in words; null before and after.',
  })
  step(@Root() { step }: Job): string | null {
    return step && sayStep(step);
  }

  @Authorized('VIEWER')
  @Query(() => Job, {
    complexity: LOOKUP,
    nullable: true,
    description: 'A job by its ID; null if there is none.',
  })
  async job(
    @Ctx() call: CallContext,
    @Arg('id', () => ID, { description: 'ID of a job.' }) id: string,
  ): Promise<Job | null> {
    const key = fromGlobalId('Job', id);
    return key === null ? null : this.jobs.find(call, key);
  }

  @Authorized('VIEWER')
  @Query(() => JobConnection, {
    complexity: listBy('first'),
    name: 'jobs',
    description: 'Newest first; `datasetId` and `states` filter the list.',
  })
  async list(
    @Ctx() call: CallContext,
    @Arg('datasetId', () => ID, { nullable: true, description: 'Only jobs of this dataset.' })
    datasetId: string | null,
    @Arg('states', () => [RunStatus], { nullable: true, description: 'Only jobs in one of these states.' })
    states: RunStatus[] | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<Job>> {
    const key = datasetId == null ? null : requireKey('Dataset', datasetId, ['datasetId']);
    return this.jobs.list(call, { datasetId: key, states }, first ?? 20, after);
  }

  @Authorized('ANALYST')
  @Mutation(() => CancelJobPayload, {
    description: 'Cancels a job that has not settled. Its partial results are discarded.',
  })
  async cancelJob(
    @Ctx() call: CallContext,
    @Arg('input', () => CancelJobInput, { description: 'Which job.' }) { jobId }: CancelJobInput,
  ): Promise<CancelJobPayload> {
    return withUserErrors({ job: null as Job | null }, async () => ({
      job: await this.jobs.cancel(call, requireKey('Job', jobId, ['jobId'])),
    }));
  }

  @Authorized('VIEWER')
  @Subscription(() => Job, {
    name: 'job',
    topics: 'job',
    topicId: topicOf('Job'),
    description: 'The job now, then every change until it settles.',
  })
  jobChanged(@Root() job: Job, @Arg('id', () => ID, { description: 'ID of a job.' }) _id: string): Job {
    return job;
  }
}
