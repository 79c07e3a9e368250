import type { ErrorCode } from '@holdfast/schema';
import type { EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Job } from './job.entity.js';
import type { JobNeeds } from './job-budget.js';

/** The tools of a running job. */
export interface JobContext {
  readonly jobId: string;
  /** The server's call that the job is; it aborts when someone cancels the job or the process stops. */
  readonly call: CallContext;
  /** Reports progress, 0..1, and the current step in words. Cheap: it is written at most a few times a second. */
  progress(fraction: number, step: string): void;
}

/** One kind of background work. A handler must be able to start over, because a dead process means a second attempt. */
export interface JobDefinition<P extends object = never> {
  /** Verb and noun, e.g. `import-dataset`. */
  readonly kind: string;
  /** What it needs while it runs; default: next to nothing. Called each time it is about to start. */
  readonly needs?: (payload: P, call: CallContext) => Promise<JobNeeds>;
  readonly run: (payload: P, context: JobContext) => Promise<void>;
  /** Called once if the job fails or is cancelled, to clean up partial results. */
  readonly onFailed?: (
    payload: P,
    outcome: { code: ErrorCode; message: string; cancelled: boolean },
  ) => Promise<void>;
}

/** The queue as other slices use it. */
export interface JobQueue {
  /** Registers a kind; slices call it before the queue starts. */
  define<P extends object>(definition: JobDefinition<P>): void;
  /**
   * Stores the job (in the caller's transaction if a manager is given) and returns its key. What a caller may have waiting
   * or running of one kind is limited; the server's own jobs are not.
   * `jobKey`: while a job with this key is unsettled, no second one is made, and its key is returned instead.
   * @throws AppError TOO_MANY_JOBS
   */
  enqueue<P extends object>(
    call: CallContext,
    kind: string,
    payload: P,
    options?: { datasetId?: string; jobKey?: string; manager?: EntityManager },
  ): Promise<string>;
  /** The current state of a job, also of one that the manager's transaction has just made. @throws AppError NOT_FOUND */
  get(call: CallContext, key: string, manager?: EntityManager): Promise<Job>;
  /** Cancels every unsettled job of a dataset, and waits until none of them is running. */
  cancelAllOf(call: CallContext, datasetId: string): Promise<void>;
}
