import pg from 'pg';
import type { OtlpTraces } from './otlp-traces.js';

/** Most characters of a statement that a span keeps. */
const MAX_STATEMENT = 2000;

type Query = (...args: unknown[]) => unknown;

/**
 * Makes every statement of this process a span, where it belongs to a request, a job or an event: values are parameters,
 * and stay out of it. Returns what takes that back.
 */
export function traceStatements(traces: OtlpTraces): () => void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]): unknown {
    const text = textOf(args[0]);
    const callback = args.at(-1);
    if (text === undefined || !traces.isWithin) return query.apply(this, args);
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, MAX_STATEMENT) };
    const name = `SQL ${/^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? ''}`;
    if (typeof callback !== 'function') {
      return traces.span(name, attributes, async () => query.apply(this, args));
    }
    const done = new Promise<void>((resolve, reject) => {
      const settle = (error: unknown, ...rest: unknown[]) => {
        if (error) reject(error);
        else resolve();
        callback(error, ...rest);
      };
      query.apply(this, [...args.slice(0, -1), settle]);
    });
    traces.span(name, attributes, () => done).catch(() => {});
    return undefined;
  };
  return () => {
    prototype.query = query;
  };
}

/** Undefined for what is no statement with parameters, such as a COPY. */
function textOf(first: unknown): string | undefined {
  if (typeof first === 'string') return first;
  const { submit, text } = (first ?? {}) as { submit?: unknown; text?: unknown };
  return typeof submit !== 'function' && typeof text === 'string' ? text : undefined;
}
