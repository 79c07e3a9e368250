import { measureUplift, predictUplift, takeTableRows } from '@holdfast/ml-core';
import type { OperationContext } from '../../../platform/threads/thread-protocol.js';
import { type AnalysisTools, ROWS_IN_HAND } from '../../compute/index.js';
import type { FeatureColumnSpec, SnapshotRef } from '../../engine/index.js';

/** What was known of customers before a campaign, and the customers of now. */
export interface LearnRequest {
  readonly past: SnapshotRef;
  readonly now: SnapshotRef;
  readonly columns: readonly FeatureColumnSpec[];
  readonly observedOn: FeatureColumnSpec | null;
}

/** The members of a campaign whose outcome is known. */
export interface LearnTrial {
  readonly rows: Int32Array;
  /** 1: contacted, 0: left alone. */
  readonly treated: Uint8Array;
  /** 1: what is wished for happened. */
  readonly wished: Uint8Array;
}

/** Whether contacting did more for some than for others. */
export interface LearnedUplift {
  /** Members of whom it was known what they were like before. */
  readonly members: number;
  readonly share: Float64Array;
  readonly gain: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly coefficient: number;
  readonly interval: { readonly low: number; readonly high: number };
  /** What is expected of each customer of now; null where nobody differs by more than chance. */
  readonly expected: { readonly rows: Int32Array; readonly uplift: Float64Array } | null;
}

/** The operations of learning an uplift. */
export type LearnOperations = {
  /** @throws DegenerateDataError if too few members were known before */
  readonly learn: (trial: LearnTrial, context: OperationContext) => Promise<LearnedUplift>;
  readonly close: () => Promise<void>;
};

const SEED = 0;
const Z_95 = 1.96;

/** Opens what was known before a campaign in this thread. */
export async function learnUplift(
  { past, now, columns, observedOn }: LearnRequest,
  { engine }: AnalysisTools,
): Promise<LearnOperations> {
  const spec = { columns, ...(observedOn && { observedOn }) };
  const before = await engine.open(past, spec);
  return {
    learn: async ({ rows, treated, wished }, { progress }) => {
      const sample = await before.sample({ rows: ROWS_IN_HAND, seed: SEED });
      const places = new Map(Array.from(sample.rowNumbers, (row, place) => [row, place]));
      const known = Array.from(rows.keys()).filter((i) => places.has(rows[i]!));
      const { curve, interval, differs, model } = await measureUplift(
        {
          table: takeTableRows(
            sample.table,
            known.map((i) => places.get(rows[i]!)!),
          ),
          treated: Uint8Array.from(known, (i) => treated[i]!),
          y: Uint8Array.from(known, (i) => wished[i]!),
        },
        { seed: SEED, onProgress: (fraction, step) => progress(0.9 * fraction, step) },
      );
      const { share, gain, standardError, coefficient } = curve;
      const found = { members: known.length, share, gain, coefficient, interval };
      const band = (side: number) => gain.map((value, at) => value + side * Z_95 * standardError[at]!);
      const bounds = { low: band(-1), high: band(1) };
      if (!differs) return { ...found, ...bounds, expected: null };
      const current = await engine.open(now, spec);
      try {
        const all = await current.sample({ rows: ROWS_IN_HAND, seed: SEED });
        const uplift = predictUplift(model, all.table);
        return { ...found, ...bounds, expected: { rows: all.rowNumbers, uplift } };
      } finally {
        await current.close();
      }
    },
    close: () => before.close(),
  };
}
