import type { ResultOf } from '@holdfast/schema';
import type { ImportFragment } from './import.fragment';
import { say } from './messages';

/** An import, as the server sends it. */
export type Import = ResultOf<typeof ImportFragment>;

/** What a completed import did to the customers, in a sentence: "20 customers added, 580 updated." */
export function describeImport(done: Import): string {
  const { added, updated, removedLater, removedMissing } = say();
  const parts = [added(done.createdCount)];
  if (done.mode !== 'NEW') parts.push(updated(done.updatedCount));
  if (done.mode === 'REPLACE') parts.push(removedMissing(done.removedCount));
  if (done.mode === 'APPEND' && done.removedCount > 0) parts.push(removedLater(done.removedCount));
  return `${parts.join(', ')}.`;
}

/** The newest import that has ended, well or not, and so says how the dataset came to be as it is. */
export function lastImport(newestFirst: readonly Import[]): Import | undefined {
  return newestFirst.find(({ status }) => status === 'COMPLETED' || status === 'FAILED');
}
