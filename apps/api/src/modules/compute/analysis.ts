import type { Pool } from '@holdfast/ml-core';
import type { Operations } from '../../platform/threads/thread-protocol.js';
import type { AnalyticsEngine } from '../engine/index.js';

/** What an analysis computes with in its thread. */
export interface AnalysisTools {
  readonly engine: AnalyticsEngine;
  /** Absent if only one thread is available. */
  readonly pool: Pool | undefined;
  /** Seconds since an arbitrary moment. */
  readonly clock: () => number;
}

/** Opens an analysis: reads its rows and returns its operations. */
export type Analysis<R, O extends Operations> = (request: R, tools: AnalysisTools) => Promise<O>;

/** Maximum rows that an analysis learns from; if there are more, it uses a sample of this size. */
export const ROWS_IN_HAND = 4_000_000;
