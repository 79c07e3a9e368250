import pg from 'pg';
import type { DataSource } from 'typeorm';
import { type ColumnForm, type DatasetColumn, RowColumns } from '../../datasets/index.js';
import type { LabelColumns, SegmentsKey } from '../../segmentation/index.js';
import { attributeSql } from '../attribute-condition.js';
import type { AttributeConditionInput } from '../customer-list.inputs.js';
import { Literals } from '../parameters.js';

/** How many customers meet the first i conditions, and how many of them are in the segment; all customers first. */
export interface Kept {
  readonly all: readonly number[];
  readonly own: readonly number[];
}

/** A rule and the segment that it tells. */
export interface CountedRule {
  readonly segments: SegmentsKey;
  readonly index: number;
  readonly where: readonly AttributeConditionInput[];
  readonly columns: readonly DatasetColumn[];
}

/** How far customers meet a rule, by row. */
interface Met {
  readonly [name: string]: Uint8Array;
  /** One more than the number of conditions that are met before the first that is not; 0 of nobody. */
  readonly met: Uint8Array;
}

/** Bytes of columns that are kept, one a customer of each rule that was asked for. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Counts customers who meet rules: PostgreSQL says once how far each meets one, then again of whoever changed. */
export class RuleColumns {
  readonly #columns: RowColumns<Met>;

  constructor(
    dataSource: DataSource,
    private readonly labels: Pick<LabelColumns, 'of'>,
  ) {
    this.#columns = new RowColumns(dataSource, undefined, MOST_BYTES);
  }

  async count({ segments, index, where, columns }: CountedRule): Promise<Kept> {
    const { datasetId } = segments;
    const form = formOf(datasetId, where, columns);
    const [{ columns: rule }, labels] = await Promise.all([
      this.#columns.of(datasetId, form.query, form),
      this.labels.of(segments),
    ]);
    const [all, own] = [
      new Array<number>(where.length + 1).fill(0),
      new Array<number>(where.length + 1).fill(0),
    ];
    for (let row = 0; row < rule.met.length; row++) {
      const met = rule.met[row]!;
      if (met === 0) continue;
      all[met - 1]!++;
      if (labels?.indexOf(row) === index) own[met - 1]!++;
    }
    return { all: atLeast(all), own: atLeast(own) };
  }
}

/** How many have each number or a higher one, of how many have each. */
function atLeast(counts: readonly number[]): number[] {
  let sum = 0;
  return counts.map((_, i) => (sum += counts[counts.length - 1 - i]!)).reverse();
}

function formOf(
  datasetId: string,
  where: readonly AttributeConditionInput[],
  columns: readonly DatasetColumn[],
): ColumnForm<Met> {
  const literals = new Literals();
  const unmet = where.map(
    (condition, i) => `when (${attributeSql(condition, columns, literals, [])}) is not true then ${i + 1}`,
  );
  return {
    make: (rows) => ({ met: new Uint8Array(rows) }),
    query: `select c.row, (case ${unmet.join(' ')} else ${where.length + 1} end)::smallint as met
      from current_customers c where c.dataset_id = ${pg.escapeLiteral(datasetId)}`,
    fields: 2,
    read({ met }, place, bytes, at) {
      met[place] = bytes.readInt16BE(at[1]!);
    },
  };
}
