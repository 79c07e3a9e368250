import { NO_TELEMETRY, type Telemetry, traced } from '../../platform/telemetry/telemetry.js';
import { SpareThreads } from '../../platform/threads/spare-threads.js';
import type { CallHandlers } from '../../platform/threads/thread-client.js';
import type { Operations } from '../../platform/threads/thread-protocol.js';
import { memoryNeeds } from '../engine/index.js';
import { asAppError } from './as-app-error.js';

/** Which engine provides the rows. */
export interface EngineChoice {
  readonly kind: string;
  /** Where it computes, if not on this machine. */
  readonly remote?: string | undefined;
}

/** What a computing thread is started with. */
export interface ComputeRequest {
  readonly engine: EngineChoice;
  /** Name of the analysis and the request that opens it. */
  readonly analysis: string;
  readonly request: unknown;
  /** Threads to compute with. */
  readonly threads: number;
  /** Bytes that its rows may take while it learns; more of them are read a part at a time. */
  readonly memory: number;
}

/** What one analysis may use. */
export interface ComputeLimits {
  /** Default: 1. */
  readonly threads?: number;
  /** Bytes. Default: any. */
  readonly memory?: number;
}

/** An analysis that runs in a thread of its own; its operations run one after the other. */
export interface RunningAnalysis<O extends Operations> {
  /** @throws AppError if the data do not allow it, what the sink threw, or the signal's reason after an abort. */
  call<N extends keyof O & string>(
    operation: N,
    options: Parameters<O[N]>[0],
    handlers?: CallHandlers,
  ): Promise<Awaited<ReturnType<O[N]>>>;
  /** Ends the thread, whatever it is doing. */
  close(): Promise<void>;
}

/** Runs analyses outside the thread that answers requests, on rows provided by one engine. */
export interface Compute {
  /** Kind of that engine. */
  readonly kind: string;
  /** Bytes that an analysis of so many rows and columns takes: what learning from all of them does, or the most that it may. */
  memoryFor(rows: number, columns: number): number;
  /** Starts an analysis and opens its rows. An abort of `signal` ends it at once. */
  open<O extends Operations>(
    analysis: string,
    request: unknown,
    signal?: AbortSignal,
  ): Promise<RunningAnalysis<O>>;
  /** Starts threads for analyses that are about to begin in this process. */
  prepare(): void;
  /** Ends the threads that wait. */
  close(): Promise<void>;
}

/** Analyses that begin together, after an import: threads for as many are started before they are needed. */
const BEGIN_TOGETHER = 2;

/** Creates a `Compute` on an engine, whose analyses run in threads of the file `worker`. */
export function createCompute(
  engine: EngineChoice,
  worker: URL,
  { threads = 1, memory = Number.POSITIVE_INFINITY }: ComputeLimits = {},
  telemetry: Telemetry = NO_TELEMETRY,
): Compute {
  const spares = new SpareThreads(worker, BEGIN_TOGETHER);
  return {
    kind: engine.kind,
    memoryFor: (rows, columns) => Math.min(memory, memoryNeeds(rows, columns)),
    async open<O extends Operations>(analysis: string, request: unknown, signal?: AbortSignal) {
      const data: ComputeRequest = { engine, analysis, request, threads, memory };
      signal?.throwIfAborted();
      const client = spares.take<O>();
      const span = <T>(operation: string, work: () => Promise<T>) =>
        traced(
          telemetry,
          `engine ${analysis}.${operation}`,
          { 'holdfast.engine': engine.kind, threads },
          work,
        );
      await span('open', () => client.open(data, signal)).catch(rethrow);
      return {
        call: (operation, options, handlers) =>
          span(operation, () => client.call(operation, options, handlers)).catch(rethrow),
        close: () => client.close(),
      };
    },
    prepare: () => spares.prepare(),
    close: () => spares.close(),
  };
}

function rethrow(cause: unknown): never {
  throw asAppError(cause);
}
