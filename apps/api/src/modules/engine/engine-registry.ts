import type { Pool } from '@holdfast/ml-core';
import type { AnalyticsEngine } from './analytics-engine.js';

/** What an engine computes with. */
export interface EngineTools {
  /** Absent if only one thread is available. */
  readonly pool?: Pool | undefined;
  /** Bytes that rows may take in memory while they are learned from. Default: any. */
  readonly memory?: number | undefined;
  /** Where an engine computes that is not on this machine. */
  readonly remote?: string | undefined;
  /** Its abort says that nobody wants what is being computed any more. */
  readonly signal?: AbortSignal | undefined;
}

/** Makes an engine. */
export type EngineFactory = (tools: EngineTools) => AnalyticsEngine;

/** The available engines by kind; only the requested one is loaded. */
export type EngineRegistry = Readonly<Record<string, () => Promise<EngineFactory>>>;

/** Loads and creates the engine of a kind. @throws Error naming the available kinds */
export async function createEngine(
  engines: EngineRegistry,
  kind: string,
  tools: EngineTools = {},
): Promise<AnalyticsEngine> {
  const load = Object.hasOwn(engines, kind) ? engines[kind] : undefined;
  if (load === undefined) {
    throw new Error(`the engine is "${kind}"; it must be one of ${Object.keys(engines).join(', ')}`);
  }
  return (await load())(tools);
}
