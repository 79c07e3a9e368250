import type { Pool } from '@holdfast/ml-core';
import type { Operations } from '../../platform/threads/thread-protocol.js';
import type { AnalyticsEngine } from '../engine/index.js';

/** What an analysis computes with, in the thread that it runs in. */
export interface AnalysisTools {
  readonly engine: AnalyticsEngine;
  /** Absent where one thread is all there is. */
  readonly pool: Pool | undefined;
  /** Seconds since some moment. */
  readonly clock: () => number;
}

/** Opens an analysis: reads its rows, and returns what it can then be asked for. */
export type Analysis<R, O extends Operations> = (request: R, tools: AnalysisTools) => Promise<O>;
