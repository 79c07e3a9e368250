import type { ErrorCode } from '@holdfast/schema';
import { isDatabaseAway } from '../../platform/errors/unavailable.js';
import type { Logger } from '../../platform/logger.js';
import type { JobDefinition } from './job-definition.js';
import type { JobStore, TakenJob } from './job-store.js';

/** Why a job ends without success. */
export interface Outcome {
  readonly code: ErrorCode;
  readonly message: string;
  readonly cancelled: boolean;
}

/** The outcome of a cancelled job. */
export function cancelledOutcome(): Outcome {
  return { code: 'CANCELLED', message: 'The job was cancelled.', cancelled: true };
}

/** What settling needs. */
interface Settling {
  readonly definitions: ReadonlyMap<string, JobDefinition<object>>;
  readonly store: JobStore;
  readonly logger: Logger;
}

/**
 * Cleans up after a job, then settles it, so that nobody who learns of its end finds partial results. If the database is
 * away meanwhile the job stays RUNNING, and the next recovery does it again.
 */
export async function settleFailed(
  { definitions, store, logger }: Settling,
  job: TakenJob,
  outcome: Outcome,
): Promise<void> {
  try {
    await definitions.get(job.kind)?.onFailed?.(job.payload, outcome);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    logger.error({ err: error, job: job.id, kind: job.kind }, 'cleaning up after a job failed');
  }
  await store.settle(job.id, job.workerKey, outcome.cancelled ? 'CANCELLED' : 'FAILED', outcome);
}
