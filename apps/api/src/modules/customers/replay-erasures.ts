import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { DatasetService } from '../datasets/index.js';
import type { CustomerService } from './customer.service.js';
import type { ErasureLedger } from './erasure-ledger.js';

/** What it needs. */
export interface ReplayParts {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
  readonly service: CustomerService;
  readonly ledger: ErasureLedger;
}

/**
 * Erases again who was erased since a time, after a backup of that time was restored. Who is not among the customers may be in
 * rejected rows, which have no ids: those of the dataset go. Returns how many erasures were made again.
 */
export async function replayErasures(
  { dataSource, datasets, service, ledger }: ReplayParts,
  call: CallContext,
  since: Date,
): Promise<number> {
  const found = await ledger.since(since);
  if (found === null) return 0;
  const marks = Map.groupBy(found.notes, ({ datasetId }) => datasetId);
  let erased = 0;
  for (const [datasetId, notes] of marks) {
    const open = new Set(notes.map(({ mark }) => mark));
    for (const externalId of await datasets.knownIds(call, datasetId)) {
      // By whichever machine; the same erasure may be noted by several.
      const noted = found.marks(datasetId, externalId).filter((mark) => open.delete(mark));
      if (noted.length === 0) continue;
      await service.erase(call, datasetId, externalId);
      erased++;
    }
    if (open.size === 0) continue;
    await inTransaction(dataSource, (manager) => datasets.eraseRejectedRows(call, manager, datasetId, null));
    erased += open.size;
  }
  return erased;
}
