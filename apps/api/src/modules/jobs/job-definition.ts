import type { ErrorCode } from '@holdfast/schema';
import type { EntityManager } from 'typeorm';
import type { Job } from './job.entity.js';
import type { JobNeeds } from './job-budget.js';

/** What a job may do while it runs. */
export interface JobContext {
  readonly jobId: string;
  /** Aborts when someone cancels the job or the process stops. */
  readonly signal: AbortSignal;
  /** Tells how far it is: 0..1, and what is being done now, in words. Cheap: written at most a few times a second. */
  progress(fraction: number, step: string): void;
}

/** One kind of background work. A handler must be able to run again from the start: a lost process means a second attempt. */
export interface JobDefinition<P extends object = never> {
  /** Verb and noun, e.g. `import-dataset`. */
  readonly kind: string;
  /** What it takes while it runs; left out: next to nothing. Asked each time it is about to begin. */
  readonly needs?: (payload: P) => Promise<JobNeeds>;
  readonly run: (payload: P, context: JobContext) => Promise<void>;
  /** Told once when the job ends without success, so that nothing half-made stays behind. */
  readonly onFailed?: (
    payload: P,
    outcome: { code: ErrorCode; message: string; cancelled: boolean },
  ) => Promise<void>;
}

/** What other slices ask of the queue. */
export interface JobQueue {
  /** Registers a kind; called by the composition root's modules before the queue starts. */
  define<P extends object>(definition: JobDefinition<P>): void;
  /**
   * Writes the job down (in the caller's transaction where a manager is given) and returns its key.
   * `jobKey`: while a job with this key has not settled, no second one is made; its key is answered instead.
   */
  enqueue<P extends object>(
    kind: string,
    payload: P,
    options?: { datasetId?: string; jobKey?: string; manager?: EntityManager },
  ): Promise<string>;
  /** The job of a key as it stands now. @throws AppError NOT_FOUND */
  get(key: string): Promise<Job>;
  /** Cancels every job of a dataset that has not settled, and waits until none of them runs any more. */
  cancelAllOf(datasetId: string): Promise<void>;
}
