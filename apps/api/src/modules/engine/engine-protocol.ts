import type { RowBatch } from './analytics-engine.js';

/** What the engine's thread is asked: run an operation, go on after a batch was taken, or end. */
export type EngineRequest =
  | { readonly type: 'call'; readonly id: number; readonly operation: string; readonly options: unknown }
  | { readonly type: 'taken'; readonly id: number }
  | { readonly type: 'close' };

/** What it answers. Call 0 is the opening of the snapshot. */
export type EngineReply =
  | { readonly type: 'progress'; readonly id: number; readonly fraction: number; readonly step: string }
  | { readonly type: 'batch'; readonly id: number; readonly batch: RowBatch }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly error: PlainError };

/** An error as it crosses threads: a structured clone would lose its class. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
}

/** An error of a computation; `code` is ml-core's, e.g. `DEGENERATE_DATA`, or undefined for a fault of ours. */
export class EngineError extends Error {
  constructor(
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
    this.name = 'EngineError';
  }
}

/** Writes an error down for the other thread. */
export function toPlainError(cause: unknown): PlainError {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  const { name, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name, message, stack, code };
}

/** Makes an error of what the other thread wrote down, with that thread's stack. */
export function toEngineError(plain: PlainError): EngineError {
  const error = new EngineError(plain.code, plain.message);
  if (plain.stack !== undefined) error.stack = plain.stack;
  return error;
}
