import { join } from 'node:path';
import type { Clock } from '../../platform/clock.js';
import type { CustomerLists } from '../customer-list/index.js';
import type { WorkFolders } from '../datasets/index.js';
import type { JobDefinition } from '../jobs/index.js';
import type { ExportFiles } from './export-files.js';
import type { ExportsStore } from './exports.store.js';

/** How long a file can be fetched. */
const HOURS = 24;

/** What the job depends on. */
export interface ExportJobDependencies {
  readonly store: ExportsStore;
  readonly files: ExportFiles;
  readonly lists: Pick<CustomerLists, 'write'>;
  readonly work: Pick<WorkFolders, 'with'>;
  readonly clock: Clock;
}

/** Writes a list into a file. One that was withdrawn meanwhile is removed again, as it would be a moment later. */
export function exportCustomersJob({
  store,
  files,
  lists,
  work,
  clock,
}: ExportJobDependencies): JobDefinition<{ readonly id: string }> {
  return {
    kind: 'export-customers',
    run: async ({ id }, { call, progress }) => {
      const wanted = await store.find(id);
      if (wanted === null || wanted.withdrawnAt !== null || wanted.expiresAt !== null) return;
      progress(0.1, 'Writing the file');
      await work.with(async (folder) => {
        const path = join(folder, 'list');
        const { datasetId, filter, orderBy, format } = wanted;
        const rowCount = await lists.write(call, { datasetId, filter, orderBy, format }, path);
        const bytes = await files.keep(wanted, path);
        const expiresAt = new Date(clock.now().getTime() + HOURS * 3_600_000);
        if (!(await store.finish(id, { rowCount, bytes, expiresAt }))) await files.remove(wanted);
      });
    },
  };
}
