import { type Analysis, type ComputeRequest, startPool } from './modules/compute/index.js';
import { createEngine } from './modules/engine/index.js';
import { serveThread } from './platform/threads/serve-thread.js';
import type { Operations } from './platform/threads/thread-protocol.js';

/** The available engines. */
const engines = {
  local: async () => (await import('./modules/engine-local/index.js')).createLocalEngine,
  reference: async () => (await import('./modules/engine-reference/index.js')).createReferenceEngine,
};

/** What can be computed, by name. */
const analyses: Readonly<Record<string, () => Promise<Analysis<never, Operations>>>> = {
  clusters: async () => (await import('./modules/segmentation/fit/index.js')).fitClusters,
  purchases: async () => (await import('./modules/customer-value/valuation/index.js')).valuePurchases,
  classifier: async () => (await import('./modules/churn/training/index.js')).trainClassifier,
  drift: async () => (await import('./modules/monitoring/check/index.js')).compareSnapshots,
};

// Composes computing threads, as app.ts composes the server: the only place that names both the engines and the
// analyses.
serveThread(async (opened) => {
  const { engine: kind, analysis, request, threads } = opened as ComputeRequest;
  const pool = threads > 1 ? startPool(threads) : undefined;
  const load = Object.hasOwn(analyses, analysis) ? analyses[analysis] : undefined;
  if (load === undefined) throw new Error(`there is no analysis "${analysis}"`);
  const [engine, open] = await Promise.all([createEngine(engines, kind, { pool }), load()]);
  return open(request as never, { engine, pool, clock: () => performance.now() / 1000 });
});
