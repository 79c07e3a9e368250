import {
  applyPreprocessor,
  type ColumnProfile,
  calibrate,
  checkDrift,
  type DriftReport,
  type FeatureTable,
  predictProba,
  profileTable,
} from '@holdfast/ml-core';
import type { OperationContext } from '../../../platform/threads/thread-protocol.js';
import { type AnalysisTools, ROWS_IN_HAND } from '../../compute/index.js';
import type { FeatureColumnSpec, ScoringModel, SnapshotRef } from '../../engine/index.js';

/** The customers to compare, and the model that learned from the earlier ones. */
export interface CompareRequest {
  readonly now: SnapshotRef;
  /** What is left of what the model learned from; null if that is lost. */
  readonly past: SnapshotRef | null;
  readonly columns: readonly FeatureColumnSpec[];
  readonly observedOn: FeatureColumnSpec | null;
  readonly scoring: ScoringModel;
  /** The column with what customers are worth. */
  readonly money: string | null;
}

/** What is known besides. */
export interface CompareOptions {
  /** Null: taken of what is left of the past customers. */
  readonly profiles: readonly ColumnProfile[] | null;
  readonly reference: {
    readonly rows: Int32Array;
    readonly probabilities: Float64Array;
    readonly y: Uint8Array;
  } | null;
  /** Probabilities of customers of now. */
  readonly current: { readonly rows: Int32Array; readonly probabilities: Float64Array };
}

/** What was found, with the profiles that it was compared with. */
export interface Compared {
  readonly report: DriftReport;
  readonly profiles: readonly ColumnProfile[];
  readonly customers: number;
  readonly changed: number;
}

/** The operations of a comparison. */
export type CompareOperations = {
  /** The rows whose probabilities are looked at: those with the smallest hashes, as `checkDrift` chooses them. */
  readonly rows: (options: object) => Promise<Int32Array>;
  readonly compare: (options: CompareOptions, context: OperationContext) => Promise<Compared>;
  readonly close: () => Promise<void>;
};

const SEED = 0;
/** More than `checkDrift` looks at. */
const SCORED_ROWS = 20_000;

/** Opens the customers of now and of then in this thread. */
export async function compareSnapshots(
  { now, past, columns, observedOn, scoring, money }: CompareRequest,
  { engine }: AnalysisTools,
): Promise<CompareOperations> {
  const table = { columns, ...(observedOn && { observedOn }) };
  const source = await engine.open(now, table);
  const before = past === null || past.rows === 0 ? null : await engine.open(past, table);
  return {
    rows: async () => (await source.sample({ rows: SCORED_ROWS, seed: SEED })).rowNumbers,
    compare: async ({ profiles: kept, reference, current }, { progress }) => {
      progress(0.1, 'Reading the customers');
      const ofNow = await source.sample({ rows: ROWS_IN_HAND, seed: SEED });
      const ofPast = before && (await before.sample({ rows: ROWS_IN_HAND, seed: SEED }));
      const profiles = kept ?? (ofPast ? profileTable(ofPast.table) : []);
      progress(0.3, 'Comparing them with those that the model learned from');
      const named = { table: ofNow.table, rows: ofNow.rowNumbers };
      const namedPast = ofPast && { table: ofPast.table, rows: ofPast.rowNumbers };
      const report = await checkDrift({
        profiles,
        past: namedPast,
        now: named,
        seed: SEED,
        ...(reference && {
          model: {
            columns: scoring.columns.map(({ name }) => name),
            reference,
            current: new Map(Array.from(current.rows, (row, i) => [row, current.probabilities[i]!])),
            ...(money !== null && { money }),
            score: (rows: FeatureTable) => score(scoring, rows),
          },
        }),
      });
      return { report, profiles, customers: ofNow.rows, changed: countChanged(named, namedPast) };
    },
    close: async () => {
      await source.close();
      await before?.close();
    },
  };
}

function score({ preprocessor, classifier, calibrator }: ScoringModel, table: FeatureTable): Float64Array {
  return calibrate(calibrator, predictProba(classifier, applyPreprocessor(preprocessor, table)));
}

interface Rows {
  readonly table: FeatureTable;
  readonly rows: Int32Array;
}

/** How many rows of now are new, or have another value in some column. */
function countChanged(now: Rows, past: Rows | null): number {
  if (past === null) return now.rows.length;
  const places = new Map(Array.from(past.rows, (row, i) => [row, i]));
  const valuesOf = ({ columns }: FeatureTable) =>
    columns.map((column) =>
      column.kind === 'numeric'
        ? (i: number) => column.values[i]
        : (i: number) => column.levels[column.codes[i]!],
    );
  const [before, after] = [valuesOf(past.table), valuesOf(now.table)];
  let changed = 0;
  now.rows.forEach((row, i) => {
    const place = places.get(row);
    if (place === undefined || after.some((value, c) => !Object.is(value(i), before[c]!(place)))) changed++;
  });
  return changed;
}
