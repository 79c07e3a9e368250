import { DuckDBInstance } from '@duckdb/node-api';
import type { FeatureSpec } from '../src/modules/feature-matrix/index.js';

const numbers = Array.from({ length: 15 }, (_, j) => ({ name: `n${j}`, type: 'NUMBER' as const }));

/** The columns of planted rows. */
export const PLANTED_COLUMNS: FeatureSpec['columns'] = [
  ...numbers,
  { name: 'member', type: 'BOOLEAN' },
  { name: 'city', type: 'CATEGORY' },
  { name: 'plan', type: 'CATEGORY' },
  { name: 'since', type: 'DATE' },
];
/** Who left. */
export const PLANTED_LABEL = { name: 'left', type: 'BOOLEAN' as const };

interface Planted {
  readonly rows: number;
  /** Default: five. */
  readonly groups?: number;
  /** 0..1 */
  readonly seed?: number;
}

/**
 * Writes a column file: groups that overlap, long tails, gaps, thirty cities; a sixth leaves, for reasons with a step and a
 * product in them.
 */
export async function writePlanted(path: string, { rows, groups = 5, seed = 0.42 }: Planted): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run(`select setseed(${seed})`);
  const normal = 'sqrt(-2 * ln(1 - random())) * cos(6.283185307179586 * random())';
  const cells = numbers.map(({ name }, j) =>
    j % 5 === 3
      ? `case when random() < .05 then null else exp(${normal} + (g * ${j}) % 3) end as ${name}`
      : `${normal} + 2 * ((g * ${j + 2}) % ${groups}) as ${name}`,
  );
  const odds =
    '-2.4 + .5 * n0 - .3 * n1 + .4 * n2 * .2 * n4 + case when n5 > 3 then .8 else 0 end + case when plan is null then .6 else 0 end';
  await connection.run(
    `copy (select *, random() < 1 / (1 + exp(-(${odds}))) as "left" from (
       select i::integer as __row, ${cells.join(', ')}, random() < .3 as member,
         'city ' || floor(30 * pow(random(), 2))::int as city, case g when 0 then 'basic' when 1 then null else 'full' end as plan,
         date '2020-01-01' + (1500 * random())::int as since
       from (select i, i * 11 % ${groups} as g from range(${rows}) as r(i)))) to '${path}' (format parquet, compression zstd)`,
  );
  connection.closeSync();
}
