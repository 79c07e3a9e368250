import { formatNumber } from '#lib/format/number.ts';
import { columnName } from '#lib/state/column-names.svelte.ts';

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
  const time = (value: number) => (unit === null ? formatNumber(value) : `${formatNumber(value)} ${unit}`);
  const lastOf = ({ staying }: Group) => staying.at(-1) ?? 1;
  const partOf = (group: Group) =>
    group.median === null
      ? `of “${group.name}” ${Math.round(100 * lastOf(group))} of 100 are still there after ${time(group.end)}`
      : `half of “${group.name}” have left after ${time(group.median)}`;
  const order = [...groups].sort(
    (a, b) => (a.median ?? Number.MAX_VALUE) - (b.median ?? Number.MAX_VALUE) || lastOf(a) - lastOf(b),
  );
  const [soonest, longest] = [order[0], order.at(-1)];
  if (!soonest || !longest) return 'Too few customers to tell.';
  if (soonest === longest) return `${upperFirst(partOf(soonest))}.`;
  const chance = pValue !== null && pValue >= 0.05 ? ' The difference may be chance.' : '';
  return `${upperFirst(partOf(soonest))}; ${partOf(longest)}.${chance}`;
}

/** What the horizontal axis counts. */
export function tenureLabel({ tenureColumn, unit }: { tenureColumn: string; unit: string | null }): string {
  return unit === null ? columnName(tenureColumn) : `${upperFirst(unit)} as a customer`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
