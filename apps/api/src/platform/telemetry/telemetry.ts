import type { Gauge } from './gauge.js';

/** What is said of a span; never anything of a customer. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A span that begins in one place and ends in another. */
export interface OpenSpan {
  /** Runs something whose spans are below this one. */
  within<T>(work: () => T): T;
  end(attributes: Attributes, failed: boolean): void;
}

/** Traces: which part of a request or a job took how long. */
export interface Traces {
  /** Runs a piece of work as a span below the current one. */
  span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  /** Opens a span below one of another process, by its W3C traceparent, or a trace of its own. */
  open(name: string, attributes: Attributes, traceparent: string | undefined): OpenSpan;
  /** Names the current span, once more is known of it. */
  describe(name: string, attributes: Attributes): void;
  /** Sends what is not sent yet. */
  close(): Promise<void>;
}

/** A query or mutation that has ended. */
export interface EndedOperation {
  /** The root field, with a "+" where there are others beside it. */
  readonly field: string;
  readonly type: string;
  /** "OK", or the code of its first error. */
  readonly status: string;
  readonly seconds: number;
  readonly cost: number;
}

/** Counts what this process does. */
export interface Meters {
  requestEnded(method: string, route: string, status: number, seconds: number): void;
  operationEnded(operation: EndedOperation): void;
  jobEnded(kind: string, state: string, seconds: number): void;
  scoreServed(): void;
  /** Adds figures that are read when somebody asks. */
  add(gauges: readonly Gauge[]): void;
  /** Everything in Prometheus' text format, with its content type. */
  read(): Promise<{ readonly type: string; readonly text: string }>;
}

/** What an operator can watch; null where nobody asked for it, and then nothing of it is loaded. */
export interface Telemetry {
  readonly traces: Traces | null;
  readonly meters: Meters | null;
}

/** Where nobody watches. */
export const NO_TELEMETRY: Telemetry = { traces: null, meters: null };

/** Runs a piece of work, as a span where traces are kept. */
export function traced<T>(
  { traces }: Telemetry,
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
): Promise<T> {
  return traces === null ? work() : traces.span(name, attributes, work);
}
