import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { formatList } from '#lib/format/words.ts';
import type { ImportPlan } from './import.documents';

/** What an import would do, in a sentence; null if it is not known before. */
export function describePlan({ created, updated, skipped, rejected, removed }: ImportPlan): string | null {
  if (created === null || updated === null) return null;
  const parts = [`${plural(created, 'customer')} added`];
  if (updated > 0) parts.push(`${formatCount(updated)} updated`);
  if (removed) parts.push(`${formatCount(removed)} removed`);
  if (skipped) parts.push(`${plural(skipped, 'row')} skipped because another of the same customer counts`);
  if (rejected) parts.push(`${plural(rejected, 'row')} rejected`);
  return `This import: ${formatList(parts)}.`;
}
