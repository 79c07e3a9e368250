import {
  type AnalyticsEngine,
  type EngineTools,
  memoryNeeds,
  rowsThatFit,
  TableInMemory,
} from '../engine/index.js';
import { ColumnFile } from './column-file.js';
import { StreamedTable } from './streamed-table.js';
import { columnsToRead, withReferenceDays } from './with-reference-days.js';

/** Rows that are read together where not all fit: enough to be cheap, and some 15 MB of thirty columns. */
const PART_ROWS = 65_536;

/**
 * Creates the engine for one machine, which reads the columns of a file into the memory of the calling thread, or, where
 * that would be too much, a part of them at a time.
 */
export function createLocalEngine({
  pool,
  memory = Number.POSITIVE_INFINITY,
}: EngineTools = {}): AnalyticsEngine {
  return {
    kind: 'local',
    async open(snapshot, spec, signal) {
      signal?.throwIfAborted();
      const columns = columnsToRead(spec);
      const file = await ColumnFile.open(snapshot, columns, memory);
      if (memoryNeeds(file.rows, columns.length) > memory) {
        const limits = { rowsInHand: rowsThatFit(memory, columns.length), partRows: PART_ROWS };
        return new StreamedTable(file, spec, limits, pool);
      }
      const { table, rowNumbers } = await file.all().finally(() => file.close());
      signal?.throwIfAborted();
      return new TableInMemory(withReferenceDays(table, spec), rowNumbers, pool);
    },
  };
}
