/** A request to a thread: open for a purpose, run an operation, continue after a batch was taken, or end. */
export type ThreadRequest =
  | { readonly type: 'open'; readonly request: unknown }
  | { readonly type: 'call'; readonly id: number; readonly operation: string; readonly options: unknown }
  | { readonly type: 'taken'; readonly id: number }
  | { readonly type: 'close' };

/** A thread's reply. Call 0 is its opening. */
export type ThreadReply =
  | { readonly type: 'progress'; readonly id: number; readonly fraction: number; readonly step: string }
  | { readonly type: 'batch'; readonly id: number; readonly batch: Batch }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: PlainError };

/** Columns of a result; their memory moves to the other thread. */
export type Batch = object;

/** What a thread is started with; `stopFlag` is shared, and 1 asks the thread to stop at its next step. */
export interface ThreadData {
  readonly stopFlag: Int32Array;
}

/** What an operation can do besides returning a value. */
export interface OperationContext {
  /** Reports progress, 0..1 and in words. Throws if the caller has lost interest, so call it between steps. */
  progress(fraction: number, step: string): void;
  /** Sends a part of the result; settles when it was taken, so that at most one is waiting. */
  emit(batch: Batch): Promise<void>;
}

/** The operations of an open thread, by name. */
export type Operations = Readonly<Record<string, (options: never, context: OperationContext) => unknown>>;

/** An error as it crosses threads: a structured clone would lose its class. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
}

/** An error from another thread; `code` is the code of the original error, e.g. ml-core's `DEGENERATE_DATA`. */
export class ThreadError extends Error {
  constructor(
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
    this.name = 'ThreadError';
  }
}

/** Turns an error into plain data for the other thread. */
export function toPlainError(cause: unknown): PlainError {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const { name, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name, message, stack, code };
}

/** Recreates the other thread's error, with that thread's stack. */
export function toThreadError(plain: PlainError): ThreadError {
  const error = new ThreadError(plain.code, plain.message);
  if (plain.stack !== undefined) error.stack = plain.stack;
  return error;
}
