import type { FeatureTable, NumericColumn } from '@holdfast/ml-core';
import {
  type AnalyticsEngine,
  type EngineTools,
  type SnapshotRef,
  TableInMemory,
  type TableSpec,
} from '../engine/index.js';
import { readFeatureTable } from './read-feature-table.js';

/** Creates the engine for one machine, which reads the columns of a file into the memory of the calling thread. */
export function createLocalEngine({ pool }: EngineTools = {}): AnalyticsEngine {
  return {
    kind: 'local',
    async open(snapshot, spec, signal) {
      signal?.throwIfAborted();
      const { table, rowNumbers } = await readTable(snapshot, spec);
      signal?.throwIfAborted();
      return new TableInMemory(table, rowNumbers, pool);
    },
  };
}

async function readTable(snapshot: SnapshotRef, { columns, observedOn }: TableSpec) {
  const read = await readFeatureTable(snapshot, [...columns, ...(observedOn ? [observedOn] : [])]);
  const observed = read.table.columns[columns.length] as NumericColumn | undefined;
  const table: FeatureTable = {
    rows: read.table.rows,
    columns: read.table.columns.slice(0, columns.length),
    ...(observed && { observedOn: observed }),
  };
  return { table, rowNumbers: read.rowNumbers };
}
