import type { ResultOf } from '@holdfast/schema';
import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import type { ImportFragment } from './import.fragment';

/** An import, as the server sends it. */
export type Import = ResultOf<typeof ImportFragment>;

/** What a completed import did to the customers, in a sentence: "20 customers added, 580 updated." */
export function describeImport(done: Import): string {
  const added = `${plural(done.createdCount, 'customer')} added`;
  if (done.mode === 'NEW') return `${added}.`;
  const changed = `${added}, ${formatCount(done.updatedCount)} updated`;
  if (done.mode === 'APPEND' && done.removedCount === 0) return `${changed}.`;
  const why =
    done.mode === 'APPEND'
      ? 'all their purchases are later than the day of observation'
      : 'the file does not contain them';
  return `${changed}, ${formatCount(done.removedCount)} removed because ${why}.`;
}

/** The newest import that has ended, well or not, and so says how the dataset came to be as it is. */
export function lastImport(newestFirst: readonly Import[]): Import | undefined {
  return newestFirst.find(({ status }) => status === 'COMPLETED' || status === 'FAILED');
}
