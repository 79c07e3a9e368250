import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, ROOT_CONTEXT, type Span, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Attributes, OpenSpan, Traces } from './telemetry.js';

/** How long an export may take, also at the end of the process. */
const EXPORT_MS = 5000;
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Who sends the traces. */
export interface TraceSource {
  readonly endpoint: string;
  readonly serviceName: string;
}

/** Sends traces to a collector by OTLP over HTTP. */
export class OtlpTraces implements Traces {
  readonly #provider: TracerProvider;
  readonly #current = new AsyncLocalStorage<Span>();

  constructor({ endpoint, serviceName }: TraceSource) {
    const exporter = new OTLPTraceExporter({
      url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
      timeoutMillis: EXPORT_MS,
    });
    this.#provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': serviceName, 'process.pid': process.pid }),
      spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: EXPORT_MS })],
    });
  }

  /** Whether there is a span that another one could be below. */
  get isWithin(): boolean {
    return this.#current.getStore() !== undefined;
  }

  async span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
    const parent = this.#current.getStore();
    const context = parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent);
    const span = this.#begin(name, attributes, context);
    try {
      return await this.#current.run(span, work);
    } catch (error) {
      // Its kind alone: what is wrong may have been said in the words of a customer's data.
      span.setStatus({ code: SpanStatusCode.ERROR, message: nameOf(error) });
      throw error;
    } finally {
      span.end();
    }
  }

  open(name: string, attributes: Attributes, traceparent: string | undefined): OpenSpan {
    const span = this.#begin(name, attributes, remoteContext(traceparent));
    return {
      within: (work) => this.#current.run(span, work),
      end: (more, failed) => {
        span.setAttributes(more);
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  describe(name: string, attributes: Attributes): void {
    this.#current.getStore()?.updateName(name).setAttributes(attributes);
  }

  close(): Promise<void> {
    return this.#provider.shutdown();
  }

  #begin(name: string, attributes: Attributes, parent: Context): Span {
    return this.#provider.getTracer('holdfast').startSpan(name, { attributes }, parent);
  }
}

function nameOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'Error');
}

function remoteContext(traceparent = ''): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  // Whoever asks does not decide how much we keep: it counts as sampled.
  const traceFlags = Number.parseInt(flags!, 16) | TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
