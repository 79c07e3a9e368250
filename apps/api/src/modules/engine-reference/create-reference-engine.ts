import * as reference from '@holdfast/ml-core/reference';
import type { AnalyticsEngine, EngineTools } from '../engine/index.js';
import { createLocalEngine } from '../engine-local/index.js';

/** The engine that checks ours: the same rows, learned from by independent, slow libraries. */
export function createReferenceEngine(tools: EngineTools = {}): AnalyticsEngine {
  return { ...createLocalEngine(tools), kind: 'reference', estimators: reference };
}
