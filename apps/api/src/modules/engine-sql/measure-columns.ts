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
  {
    from,
    groups,
    values,
    tails,
  }: { from: string; groups: number; values: readonly string[]; tails: boolean },
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
  const about = (known: readonly (readonly number[])[], figures: readonly string[]) =>
    measureAbout(tables, { stacked, places: groups * values.length, width: values.length, known, figures });
  const second = await about(
    varied.map(([g, k, , , , , mean, deviation, , unitOfTail]) => [
      g!,
      k!,
      mean!,
      deviation!,
      unitOfTail ?? 1,
    ]),
    tails
      ? [cubed('v', 'a', 'b'), `avg(${shorten('v', 'c')})`, `stddev_pop(${shorten('v', 'c')})`]
      : [cubed('v', 'a', 'b')],
  );
  const third = tails
    ? await about(
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
    const tailSkewness = least === most ? undefined : third?.get(`${g} ${k}`)?.[0];
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

/**
 * Figures of each group's values about three numbers that are already known of them: `a`, `b` and `c`. These are looked up,
 * not joined: a condition on the group would be moved to where the group is computed, and computed again there.
 * @param known group, place, a, b and c
 * @returns by group and place
 */
async function measureAbout(
  tables: SqlTables,
  options: {
    stacked: string;
    places: number;
    width: number;
    known: readonly (readonly number[])[];
    figures: readonly string[];
  },
): Promise<Map<string, number[]>> {
  const { stacked, places, width, known, figures } = options;
  if (known.length === 0) return new Map();
  const columns = ['a', 'b', 'c'].map((name, i) => {
    const values = new Array<string>(places).fill('cast(null as double)');
    for (const row of known) values[row[0]! * width + row[1]!] = double(row[i + 2]!);
    return `${tables.dialect.pick(values, `(g * ${width} + k)`)} as ${name}`;
  });
  const found = await rowsOf(
    tables,
    `select g, k, ${figures.join(', ')} from (select *, ${columns.join(', ')} from ${stacked}) as about group by g, k`,
  );
  return new Map(found.map(([g, k, ...cells]) => [`${g} ${k}`, cells as number[]]));
}
