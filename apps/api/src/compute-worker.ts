import { type Analysis, type ComputeRequest, startPool } from './modules/compute/index.js';
import { createEngine } from './modules/engine/index.js';
import { serveThread } from './platform/threads/serve-thread.js';
import type { Operations } from './platform/threads/thread-protocol.js';
import { yieldToOthers } from './platform/threads/yield-to-others.js';

/** The available engines. */
const engines = {
  local: async () => (await import('./modules/engine-local/index.js')).createLocalEngine,
  reference: async () => (await import('./modules/engine-reference/index.js')).createReferenceEngine,
  spark: async () => (await import('./modules/engine-spark/index.js')).createSparkEngine,
};

type Analyses = Readonly<Record<string, () => Promise<Analysis<never, Operations>>>>;

/** What can be computed by many threads, by name, */
const parallel: Analyses = {
  clusters: async () => (await import('./modules/segmentation/fit/index.js')).fitClusters,
  classifier: async () => (await import('./modules/churn/training/index.js')).trainClassifier,
};
/** and what this thread computes alone: more would only be started. */
const alone: Analyses = {
  purchases: async () => (await import('./modules/customer-value/valuation/index.js')).valuePurchases,
  uplift: async () => (await import('./modules/campaigns/learn/index.js')).learnUplift,
  drift: async () => (await import('./modules/monitoring/check/index.js')).compareSnapshots,
};

// Loaded while the thread may still be waiting for an analysis.
void Promise.all([engines.local(), parallel.clusters?.(), parallel.classifier?.()]);

/**
 * Requests go first. Of the analyses that begin together a training takes the longest, so that all end sooner where it goes
 * first. What follows from them, such as a check of a new champion, comes last.
 */
const NICENESS: Readonly<Record<string, number>> = { classifier: 1, clusters: 5 };
const LAST = 10;

// Composes computing threads, as app.ts composes the server: the only place that names both the engines and the
// analyses.
serveThread(async (opened, signal) => {
  const { engine: choice, analysis, request, threads, memory } = opened as ComputeRequest;
  yieldToOthers(NICENESS[analysis] ?? LAST);
  const pool = threads > 1 && Object.hasOwn(parallel, analysis) ? startPool(threads) : undefined;
  const analyses = { ...parallel, ...alone };
  const load = Object.hasOwn(analyses, analysis) ? analyses[analysis] : undefined;
  if (load === undefined) throw new Error(`there is no analysis "${analysis}"`);
  const [engine, open] = await Promise.all([
    createEngine(engines, choice.kind, { pool, memory, remote: choice.remote, signal }),
    load(),
  ]);
  return open(request as never, { engine, pool, clock: () => performance.now() / 1000 });
});
