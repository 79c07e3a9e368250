import type { Config } from '../config.js';
import type { Logger } from '../logger.js';
import type { Telemetry } from './telemetry.js';

/** Telemetry that can be ended. */
export interface OpenedTelemetry extends Telemetry {
  close(): Promise<void>;
}

/** Loads what the configuration asks for, and nothing else. */
export async function openTelemetry(
  { metrics, traces }: Pick<Config, 'metrics' | 'traces'>,
  logger: Logger,
): Promise<OpenedTelemetry> {
  const meters =
    metrics === null ? null : new (await import('./prometheus-meters.js')).PrometheusMeters(logger);
  if (traces === null) return { meters, traces: null, close: async () => {} };
  const { OtlpTraces } = await import('./otlp-traces.js');
  const { traceStatements } = await import('./trace-statements.js');
  const opened = new OtlpTraces(traces);
  const untrace = traceStatements(opened);
  return {
    meters,
    traces: opened,
    close: async () => {
      untrace();
      // A collector that is away must not keep the process from its end.
      await opened.close().catch((err: unknown) => logger.warn({ err }, 'the last traces were not sent'));
    },
  };
}
