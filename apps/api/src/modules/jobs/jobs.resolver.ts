import { Arg, Authorized, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Connection } from '../../platform/graphql/connection.js';
import { fromGlobalId, requireKey } from '../../platform/graphql/global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Job, JobConnection, RunStatus } from './job.entity.js';
import { CancelJobInput } from './jobs.inputs.js';
import type { JobsService } from './jobs.service.js';
import { CancelJobPayload } from './jobs.types.js';

/** Resolves jobs. */
@Resolver(() => Job)
export class JobsResolver {
  constructor(readonly jobs: JobsService) {}

  @Authorized('VIEWER')
  @Query(() => Job, { nullable: true, description: 'A job by its ID; null if there is none.' })
  async job(@Arg('id', () => ID, { description: 'ID of a job.' }) id: string): Promise<Job | null> {
    const key = fromGlobalId('Job', id);
    return key === null ? null : this.jobs.find(key);
  }

  @Authorized('VIEWER')
  @Query(() => JobConnection, {
    name: 'jobs',
    description: 'Newest first; `datasetId` and `states` filter the list.',
  })
  async list(
    @Arg('datasetId', () => ID, { nullable: true, description: 'Only jobs of this dataset.' })
    datasetId: string | null,
    @Arg('states', () => [RunStatus], { nullable: true, description: 'Only jobs in one of these states.' })
    states: RunStatus[] | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the entry to continue after.' })
    after: string | null,
  ): Promise<Connection<Job>> {
    const key = datasetId == null ? null : requireKey('Dataset', datasetId, ['datasetId']);
    return this.jobs.list({ datasetId: key, states }, first ?? 20, after);
  }

  @Authorized('ANALYST')
  @Mutation(() => CancelJobPayload, {
    description: 'Cancels a job that has not settled. Its partial results are discarded.',
  })
  async cancelJob(
    @Arg('input', () => CancelJobInput, { description: 'Which job.' }) { jobId }: CancelJobInput,
  ): Promise<CancelJobPayload> {
    return withUserErrors({ job: null as Job | null }, async () => ({
      job: await this.jobs.cancel(requireKey('Job', jobId, ['jobId'])),
    }));
  }

  @Authorized('VIEWER')
  @Subscription(() => Job, {
    name: 'job',
    topics: 'job',
    topicId: ({ args }) => args.id,
    description: 'The job now, then every change until it settles.',
  })
  jobChanged(@Root() job: Job, @Arg('id', () => ID, { description: 'ID of a job.' }) _id: string): Job {
    return job;
  }
}
