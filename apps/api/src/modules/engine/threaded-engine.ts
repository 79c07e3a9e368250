import type { AnalyticsEngine, EngineDataset, EngineKind } from './analytics-engine.js';
import { EngineClient } from './engine-client.js';

/**
 * The engine of this machine: each opened snapshot lives in a worker thread of its own, so that the thread that
 * answers requests computes nothing. `kind` chooses whose estimators run there.
 */
export function createEngine(kind: EngineKind): AnalyticsEngine {
  return {
    kind,
    async open(snapshot, spec, signal) {
      const { client, rows } = await EngineClient.open({ kind, snapshot, spec }, signal);
      return toDataset(client, rows);
    },
  };
}

function toDataset(client: EngineClient, rows: number): EngineDataset {
  return {
    rows,
    profile: () => client.call('profile', {}),
    sweep: (options, onProgress) => client.call('sweep', options, { onProgress }),
    pca: (options) => client.call('pca', options),
    project: (options, sink) => client.call('project', options, { sink }),
    assign: (clusters, sink) => client.call('assign', clusters, { sink }),
    classify: (options, onProgress) => client.call('classify', options, { onProgress }),
    score: (scorers, sink, onProgress) => client.call('score', scorers, { sink, onProgress }),
    close: () => client.close(),
  };
}
