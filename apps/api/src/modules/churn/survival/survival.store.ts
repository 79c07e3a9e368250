import type { DataSource } from 'typeorm';
import { MIN_GROUP } from '../observed/observe-rates.js';
import { MOST_GROUPS } from './survival.types.js';

/** What customers are grouped by: their segment, a column's values, or on which side of a number they are. */
export type Grouping =
  | { readonly kind: 'segment' }
  | { readonly kind: 'value'; readonly column: string }
  | { readonly kind: 'side'; readonly column: string; readonly of: number };

/** Customers of one group and tenure. */
export interface TenureCount {
  /** Names the group: a value, a segment's key, or which side, "true" for those at the number or above it. */
  readonly name: string;
  readonly key: string | null;
  readonly tenure: number;
  readonly left: number;
  readonly stayed: number;
}

/** Counts customers by how long they have been ones. Reads only. */
export class SurvivalStore {
  constructor(readonly dataSource: DataSource) {}

  /** The largest groups, by tenure, ascending. Tenures are rounded down to `step`, if one is given. */
  async count(
    datasetId: string,
    churnModelId: string,
    { tenure, step, grouping }: { tenure: string; step: number | null; grouping: Grouping | null },
  ): Promise<TenureCount[]> {
    const values: unknown[] = [datasetId, churnModelId, tenure, step];
    const { name, key, join } = groupSql(grouping, (value) => `$${values.push(value)}`);
    return this.dataSource.query(
      `with known as (
         select attribute_number(c.cells, c.names, $3::text) as tenure, s.has_left as "left", ${name} as name, ${key} as key
         from current_customers c
         join customer_scores s on s.churn_model_id = $2 and s.row = c.row ${join}
         where c.dataset_id = $1 and s.has_left is not null and attribute_number(c.cells, c.names, $3::text) is not null
       ), largest as (
         select name, key, count(*) as size from known where name is not null group by 1, 2
         having count(*) >= ${MIN_GROUP} order by 3 desc, 1 limit ${MOST_GROUPS}
       )
       select k.name, k.key, coalesce(floor(k.tenure / $4::float8) * $4, k.tenure) as tenure,
              (count(*) filter (where k."left"))::int as "left", (count(*) filter (where not k."left"))::int as stayed
       from known k join largest l on l.name = k.name and l.key is not distinct from k.key
       where k.tenure >= 0 group by 1, 2, 3, l.size order by l.size desc, 1, 3`,
      values,
    );
  }

  /** The key of each customer's segment, by row, of those who are in one. */
  async segmentsOf(datasetId: string, rows: readonly number[]): Promise<Map<number, string>> {
    const found: { row: number; key: string }[] = await this.dataSource.query(
      `select m.row, g.key from customer_segments m
       join active_segments g on g.segmentation_id = m.segmentation_id and g.k = m.k and g.index = m.index
       where m.dataset_id = $1 and m.current and m.row = any($2)`,
      [datasetId, rows],
    );
    return new Map(found.map(({ row, key }) => [row, key]));
  }

  /** Whether a dataset has segments. */
  async hasSegments(datasetId: string): Promise<boolean> {
    const found = await this.dataSource.query('select from active_segments where dataset_id = $1 limit 1', [
      datasetId,
    ]);
    return found.length > 0;
  }
}

function groupSql(grouping: Grouping | null, add: (value: unknown) => string) {
  if (grouping === null) return { name: `'all'`, key: 'null::text', join: '' };
  if (grouping.kind === 'segment') {
    const join = `join customer_segments m on m.dataset_id = c.dataset_id and m.row = c.row and m.current
      join active_segments g on g.segmentation_id = m.segmentation_id and g.k = m.k and g.index = m.index`;
    return { name: 'g.name', key: 'g.key', join };
  }
  const value = `attribute_text(c.cells, c.names, ${add(grouping.column)}::text)`;
  if (grouping.kind === 'value') return { name: value, key: 'null::text', join: '' };
  return { name: `((${value})::float8 >= ${add(grouping.of)}::float8)::text`, key: 'null::text', join: '' };
}
