import { formatList } from '#lib/format/words.ts';
import { columnName } from '#lib/state/column-names.svelte.ts';
import type { Difference } from './describe-side';
import { say } from './messages';

/** Columns that say the same of two segments: one value with the same two shares. */
export interface ShownDifference<Row> {
  readonly name: string;
  /** The first of them. */
  readonly row: Row;
}

/** Columns that are named before the others are only counted. */
const NAMED = 2;

/**
 * The differences to show, in their order: columns that have the same value with the same shares, as those do that hang
 * together ("No internet service" in six columns), are one.
 */
export function shownDifferences<Row extends Difference>(rows: readonly Row[]): ShownDifference<Row>[] {
  const groups = Map.groupBy(rows, ({ feature, value, shareA, shareB }) =>
    value === null || value === 'true' ? feature : [value, shareA?.toFixed(2), shareB?.toFixed(2)].join('\n'),
  );
  return [...groups.values()].map((group) => {
    const [row] = group as [Row, ...Row[]];
    const features = group.map(({ feature }) => columnName(feature));
    const named = features.length > NAMED + 1 ? features.slice(0, NAMED) : features;
    const rest = features.length - named.length;
    const list = formatList([...named, ...(rest > 0 ? [say().two.more(rest)] : [])]);
    return { name: row.value === null || row.value === 'true' ? list : `${list}: ${row.value}`, row };
  });
}
