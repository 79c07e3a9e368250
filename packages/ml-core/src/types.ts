/**
 * A dense table of numbers, row after row: cell (i, j) is `data[i * columns + j]`.
 * Plain data: it crosses a structured clone, and `data` may be a view into shared memory.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * Threads that the caller keeps. Everything heavy takes one and works without: results are the same to the last bit.
 * `createPool` makes one from worker threads or web workers that run `serveTasks`.
 */
export interface Pool {
  /** How many tasks run at once, at least 1. */
  readonly threads: number;
  /**
   * Runs one of the named tasks with `payload` (structured clone; shared kernel memory is not copied) on a free thread.
   * Tasks start in the order of the calls. Rejects with what the task threw.
   */
  run<T>(task: string, payload: unknown): Promise<T>;
}

/**
 * The part of an AbortSignal that is needed here; anything with a live `aborted` will do, such as a flag in shared
 * memory.
 */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
}

/**
 * Called after each step with how much is done, 0 to 1, and what the step was. If it returns a promise, the work waits
 * for it: that lets other work of the caller's thread run, and an abort arrive between two steps.
 */
export type OnProgress = (fraction: number, step: string) => void | Promise<void>;
