/** Runs heavy work: analyses in threads of their own, on rows that an engine provides. */
export { type Analysis, type AnalysisTools, ROWS_IN_HAND } from './analysis.js';
export {
  type Compute,
  type ComputeRequest,
  createCompute,
  type EngineChoice,
  type RunningAnalysis,
} from './compute.js';
export { startPool } from './start-pool.js';
