import type { DataSource } from 'typeorm';
import type { DatasetColumn } from '../../datasets/index.js';
import { cellSql } from '../attribute-condition.js';
import { Parameters } from '../parameters.js';
import { findEdges } from './find-edges.js';

/** The edges of a column of numbers or dates over the customers of now, and how many have no value. */
export async function readEdges(
  dataSource: DataSource,
  datasetId: string,
  column: DatasetColumn,
): Promise<{ edges: (number | string)[]; missing: number }> {
  type Value = number | string;
  async function ask<Row>(select: string, condition = 'true', bound: Value | null = null): Promise<Row> {
    const parameters = new Parameters();
    const type = column.type === 'NUMBER' ? 'float8' : 'text';
    const cell = cellSql(column, parameters);
    const asked = `select ${cell} as v from current_customers c where c.dataset_id = ${parameters.add(datasetId)}`;
    const limit = bound === null ? '' : `and v ${condition} ${parameters.add(bound)}::${type}`;
    const [row] = await dataSource.query<[Row]>(
      `select ${select} from (${asked}) told where true ${limit}`,
      parameters.values,
    );
    return row;
  }
  const one = async (select: string, condition?: string, bound?: Value) =>
    (await ask<{ v: Value | null }>(`${select} as v`, condition, bound ?? null)).v;
  const quantile = (share: number) => `percentile_disc(${share}) within group (order by v)`;
  const { max, missing } = await ask<{ max: Value | null; missing: number }>(
    'max(v) as max, count(*) filter (where v is null)::int as missing',
  );
  const edges = await findEdges<Value>({
    max,
    quantile: (share) => one(quantile(share)),
    quantileAbove: (value, share) => one(quantile(share), '>', value),
    below: (value) => one('max(v)', '<', value),
  });
  return { edges, missing };
}
