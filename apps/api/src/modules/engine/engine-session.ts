import { availableParallelism } from 'node:os';
import type { FeatureTable, NumericColumn, Pool } from '@holdfast/ml-core';
import type {
  EngineKind,
  FeatureColumnSpec,
  FeatureSpec,
  RowBatch,
  SnapshotRef,
} from './analytics-engine.js';
import { type Estimators, loadEstimators } from './estimators.js';
import { readFeatureTable } from './read-feature-table.js';
import { startPool } from './thread-pool.js';

/** What is opened, and with which estimators. */
export interface SessionOptions {
  readonly kind: EngineKind;
  readonly snapshot: SnapshotRef;
  readonly spec: FeatureSpec;
}

/** What a thread starts with; `stopFlag` is shared, and 1 asks it to stop at its next step. */
export interface ThreadData {
  readonly options: SessionOptions;
  readonly stopFlag: Int32Array;
}

/** A snapshot in the memory of the thread that computes on it. */
export interface EngineSession {
  /** The columns that models learn from. */
  readonly features: FeatureTable;
  /** Those, and after them the columns alongside. */
  readonly table: FeatureTable;
  /** What the table's columns are, in its order. */
  readonly columns: readonly FeatureColumnSpec[];
  /** `rowNumbers[i]` is the snapshot's number of the table's row i. */
  readonly rowNumbers: Int32Array;
  readonly estimators: Estimators;
  /** Absent where one thread is all there is. */
  readonly pool: Pool | undefined;
}

/** What an operation may do beside answering. */
export interface OperationContext {
  /** Tells how far it is. Throws where the caller wants nothing more: call it between steps. */
  progress(fraction: number, step: string): void;
  /** Sends a part of the result out; settles when it was taken, so that no more than one waits. */
  emit<B extends RowBatch>(batch: B): Promise<void>;
}

/** One thing that an engine can be asked for. Runs in the thread that holds the session. */
export type Operation<O, R> = (
  session: EngineSession,
  options: O,
  context: OperationContext,
) => Promise<R> | R;

/** Reads the snapshot into this thread and starts as many helpers as the machine has other cores. */
export async function openSession({ kind, snapshot, spec }: SessionOptions): Promise<EngineSession> {
  const columns = [...spec.columns, ...(spec.alongside ?? [])];
  const observed = spec.observedOn ? [spec.observedOn] : [];
  const [{ table: read, rowNumbers }, estimators] = await Promise.all([
    readFeatureTable(snapshot, [...columns, ...observed]),
    loadEstimators(kind),
  ]);
  const observedOn = read.columns[columns.length] as NumericColumn | undefined;
  const table = {
    rows: read.rows,
    columns: read.columns.slice(0, columns.length),
    ...(observedOn && { observedOn }),
  };
  const features = { ...table, columns: table.columns.slice(0, spec.columns.length) };
  // One core stays with the thread that answers requests.
  const threads = availableParallelism() - 1;
  const pool = threads > 1 ? startPool(threads) : undefined;
  return { features, table, columns, rowNumbers, estimators, pool };
}
