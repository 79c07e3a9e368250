import type { Measures } from '@holdfast/ml-core';
import { double, rowsOf, type SqlTables } from './sql-tables.js';
import { stackColumns } from './stack-columns.js';

/** What is known of one column in one group. */
export interface MeasuredColumn {
  readonly rows: number;
  readonly known: number;
  /** Null where no value is known. */
  readonly measures: Measures | null;
}

/** A value after a logarithm that keeps its sign. */
export function shorten(value: string, unit: string): string {
  return `sign(${value}) * ln(1 + abs(${value}) / ${unit})`;
}

const cubed = (value: string, mean: string, deviation: string) =>
  `coalesce(avg(pow((${value} - ${mean}) / nullif(${deviation}, 0), 3)), 0)`;

/**
 * Measures numbers by group as ml-core's `summarise` does. Up to three passes: what a moment is about has to be known
 * before it, since a sum of powers would drown a small spread under a large mean.
 * @param from a relation with a column `g`: the group, 0..groups-1
 * @param values expressions over that relation
 * @param tails whether to measure after a logarithm as well
 * @returns by group and value
 */
export async function measureColumns(
  tables: SqlTables,
  { from, groups, values, tails }: { from: string; groups: number; values: readonly string[]; tails: boolean },
): Promise<MeasuredColumn[][]> {
  const measured = Array.from({ length: groups }, () =>
    values.map((): MeasuredColumn => ({ rows: 0, known: 0, measures: null })),
  );
  if (values.length === 0) return measured;
  const stacked = stackColumns(from, values);
  const unit = tails ? 'median(case when v <> 0 then abs(v) end)' : 'cast(null as double)';
  const first = (await rowsOf(
    tables,
    `select g, k, count(*), count(v), min(v), max(v), avg(v), stddev_pop(v), median(v), ${unit}
     from ${stacked} group by g, k`,
  )) as number[][];
  const varied = first.filter(([, , , , least, most]) => least !== most);
  const second = await about(
    tables,
    stacked,
    varied.map(([g, k, , , , , mean, deviation, , unitOfTail]) => [g!, k!, mean!, deviation!, unitOfTail ?? 1]),
    tails ? [cubed('v', 'a', 'b'), `avg(${shorten('v', 'c')})`, `stddev_pop(${shorten('v', 'c')})`] : [cubed('v', 'a', 'b')],
  );
  const third = tails
    ? await about(
        tables,
        stacked,
        varied.map(([g, k, , , , , , , , unitOfTail]) => {
          const [, mean, deviation] = second.get(`${g} ${k}`)!;
          return [g!, k!, mean!, deviation!, unitOfTail!];
        }),
        [cubed(`(${shorten('v', 'c')})`, 'a', 'b')],
      )
    : undefined;
  for (const row of first) {
    const [g, k, rows, known, least, most, mean, deviation, median, unitOfTail] = row.map((cell) =>
      cell === null ? Number.NaN : Number(cell),
    ) as [number, number, number, number, number, number, number, number, number, number];
    const [skewness = 0, tailMean, tailDeviation] = second.get(`${g} ${k}`) ?? [];
    const tailSkewness = third?.get(`${g} ${k}`)?.[0];
    const measures = { least, most, mean, deviation, median, skewness };
    const tail = { mean: tailMean!, deviation: tailDeviation!, unit: unitOfTail, skewness: tailSkewness! };
    measured[g]![k] = {
      rows,
      known,
      measures: known === 0 ? null : tailSkewness === undefined ? measures : { ...measures, tail },
    };
  }
  return measured;
}

/** Figures of each group's values about what is already known of them: `a`, `b` and `c`. By group and value. */
async function about(
  tables: SqlTables,
  stacked: string,
  known: readonly (readonly number[])[],
  figures: readonly string[],
): Promise<Map<string, number[]>> {
  if (known.length === 0) return new Map();
  const rows = known.map(([g, k, ...rest]) => `(${[g, k, ...rest.map(double)].join(', ')})`);
  const found = await rowsOf(
    tables,
    `select g, k, ${figures.join(', ')}
     from ${stacked} join (values ${rows.join(', ')}) as known(g, k, a, b, c) using (g, k) group by g, k`,
  );
  return new Map(found.map(([g, k, ...cells]) => [`${g} ${k}`, cells as number[]]));
}
