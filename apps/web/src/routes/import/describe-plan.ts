import { formatList } from '#lib/format/words.ts';
import type { ImportPlan } from './import.documents';
import { say } from './messages';

/** What an import would do, in a sentence; null if it is not known before. */
export function describePlan({ created, updated, skipped, rejected, removed }: ImportPlan): string | null {
  if (created === null || updated === null) return null;
  const words = say().plan;
  const parts = [words.added(created)];
  if (updated > 0) parts.push(words.updated(updated));
  if (removed) parts.push(words.removed(removed));
  if (skipped) parts.push(words.skipped(skipped));
  if (rejected) parts.push(words.rejected(rejected));
  return words.whole(formatList(parts));
}
