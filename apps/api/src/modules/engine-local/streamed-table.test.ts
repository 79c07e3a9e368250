import { describeEngine } from '../engine/engine-contract.test-support.js';
import type { AnalyticsEngine } from '../engine/index.js';
import { ColumnFile } from './column-file.js';
import { StreamedTable } from './streamed-table.js';
import { columnsToRead } from './with-reference-days.js';

/** Reads some rows at a time, so that even a short file takes several. */
function createStreamingEngine(): AnalyticsEngine {
  return {
    kind: 'streamed',
    async open(snapshot, spec, signal) {
      signal?.throwIfAborted();
      const file = await ColumnFile.open(snapshot, columnsToRead(spec));
      return new StreamedTable(file, spec, { rowsInHand: 500, partRows: 64 });
    },
  };
}

describeEngine('streamed', createStreamingEngine);
