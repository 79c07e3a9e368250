import * as reference from '@holdfast/ml-core/reference';
import type { AnalyticsEngine, EngineTools } from '../engine/index.js';
import { createLocalEngine } from '../engine-local/index.js';

/** Creates the engine that checks ours: it learns from the same rows with independent, slow libraries. */
export function createReferenceEngine(tools: EngineTools = {}): AnalyticsEngine {
  return { ...createLocalEngine(tools), kind: 'reference', estimators: reference };
}
