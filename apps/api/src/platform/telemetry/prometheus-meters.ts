import { Counter, collectDefaultMetrics, Gauge as Figure, Histogram, Registry } from 'prom-client';
import { sparingly } from '../log-sparingly.js';
import type { Logger } from '../logger.js';
import type { Gauge } from './gauge.js';
import type { EndedOperation, Meters } from './telemetry.js';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const JOB_SECONDS = [0.1, 0.5, 1, 5, 15, 60, 300, 1800, 7200];

/** Keeps the figures of this process, and hands them out as Prometheus reads them. */
export class PrometheusMeters implements Meters {
  readonly #registry = new Registry();
  readonly #requests = this.#histogram(
    'holdfast_http_request_seconds',
    'Requests by the route that they came to, in seconds until the answer was sent.',
    ['method', 'route', 'status'],
    REQUEST_SECONDS,
  );
  readonly #operations = this.#counter(
    'holdfast_graphql_operations_total',
    'Queries and mutations by root field ("+": with others beside it) and by the code of their first error, or OK.',
    ['type', 'field', 'status'],
  );
  readonly #operationSeconds = this.#histogram(
    'holdfast_graphql_operation_seconds',
    'Queries and mutations, in seconds.',
    ['type', 'field'],
    REQUEST_SECONDS,
  );
  readonly #cost = this.#counter(
    'holdfast_graphql_cost_total',
    'What queries and mutations cost, as extensions.cost tells their senders.',
    ['type', 'field'],
  );
  readonly #jobs = this.#counter('holdfast_jobs_ended_total', 'Jobs that ended here, by how.', [
    'kind',
    'state',
  ]);
  readonly #jobSeconds = this.#histogram(
    'holdfast_job_seconds',
    'Jobs from start to end, in seconds.',
    ['kind'],
    JOB_SECONDS,
  );
  readonly #scores = this.#counter(
    'holdfast_scores_served_total',
    'Scores of customers that were answered.',
    [],
  );
  readonly #warn: (error: unknown) => void;

  constructor(logger: Logger) {
    this.#warn = sparingly((err, times) => logger.warn({ err, times }, 'a metric cannot be read'));
    collectDefaultMetrics({ register: this.#registry });
  }

  requestEnded(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  operationEnded({ field, type, status, seconds, cost }: EndedOperation): void {
    this.#operations.inc({ type, field, status });
    this.#operationSeconds.observe({ type, field }, seconds);
    this.#cost.inc({ type, field }, cost);
  }

  jobEnded(kind: string, state: string, seconds: number): void {
    this.#jobs.inc({ kind, state });
    this.#jobSeconds.observe({ kind }, seconds);
  }

  scoreServed(): void {
    this.#scores.inc();
  }

  add(gauges: readonly Gauge[]): void {
    for (const gauge of gauges) this.#add(gauge);
  }

  async read(): Promise<{ type: string; text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  /** What cannot be read, such as while the database is away, is left out: an old figure would look like one of now. */
  #add({ name, help, labels, read }: Gauge): void {
    const warn = this.#warn;
    new Figure({
      name,
      help,
      labelNames: [...labels],
      registers: [this.#registry],
      async collect() {
        this.reset();
        // Without labels it would be 0 from the reset on.
        if (labels.length === 0) this.remove();
        try {
          for (const { labels: values = {}, value } of await read()) this.set(values, value);
        } catch (error) {
          warn(error);
        }
      },
    });
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram(name: string, help: string, labelNames: string[], buckets: number[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.#registry] });
  }
}
