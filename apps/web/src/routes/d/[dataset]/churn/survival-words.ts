import { formatNumber } from '#lib/format/number.ts';
import { columnName } from '#lib/state/column-names.svelte.ts';
import { say } from './messages';

/** A group, as far as it is put into words. */
interface Group {
  readonly name: string;
  readonly median: number | null;
  readonly end: number;
  readonly staying: readonly number[];
}

/** A sentence on how long the groups stay: those who stay longest beside those who leave soonest. */
export function survivalReading(
  groups: readonly Group[],
  { unit, pValue }: { readonly unit: string | null; readonly pValue: number | null },
): string {
  const { halfLeft, stillThereAfter, tooFew, one, two, mayBeChance } = say().survival;
  const lastOf = ({ staying }: Group) => staying.at(-1) ?? 1;
  const partOf = (group: Group) =>
    group.median === null
      ? stillThereAfter(group.name, Math.round(100 * lastOf(group)), formatNumber(group.end), unit)
      : halfLeft(group.name, formatNumber(group.median), unit);
  const order = [...groups].sort(
    (a, b) => (a.median ?? Number.MAX_VALUE) - (b.median ?? Number.MAX_VALUE) || lastOf(a) - lastOf(b),
  );
  const [soonest, longest] = [order[0], order.at(-1)];
  if (!soonest || !longest) return tooFew;
  if (soonest === longest) return one(partOf(soonest));
  const reading = two(partOf(soonest), partOf(longest));
  return pValue !== null && pValue >= 0.05 ? `${reading} ${mayBeChance}` : reading;
}

/** What the horizontal axis counts. */
export function tenureLabel({ tenureColumn, unit }: { tenureColumn: string; unit: string | null }): string {
  return unit === null ? columnName(tenureColumn) : say().survival.asCustomer(unit);
}
