import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import {
  type DatasetColumn,
  type DatasetService,
  type FigureMemory,
  labelsOf,
} from '../../datasets/index.js';
import { formatShare, type Segment } from '../../segmentation/index.js';
import { attributeSql } from '../attribute-condition.js';
import { memberConditions } from '../customer-conditions.js';
import type { AttributeConditionInput } from '../customer-list.inputs.js';
import { Parameters } from '../parameters.js';
import { ruleFilter } from './rule-filter.js';
import { shortWords } from './rule-words.js';
import type { SegmentRule } from './segment-rule.types.js';

/** How many customers meet the first i conditions, and how many of them are in the segment; all customers first. */
interface Kept {
  readonly all: readonly number[];
  readonly own: readonly number[];
}

/** Counts what the rules of segments tell now, by the conditions that filters have. */
export class SegmentRules {
  constructor(
    private readonly dataSource: DataSource,
    private readonly datasets: Pick<DatasetService, 'columns'>,
    private readonly memory: FigureMemory,
  ) {}

  /** Null for a segment without a rule, and for one whose columns are not there any more. */
  async find(call: CallContext, segment: Segment): Promise<SegmentRule | null> {
    call.require('VIEWER', segment.datasetId);
    if (segment.rule === null) return null;
    const columns = await this.datasets.columns(call, segment.datasetId);
    const where = ruleFilter(segment.rule, columns);
    if (where === null) return null;
    const about = ['rule', segment.segmentationId, segment.k, segment.index, where];
    const kept = await this.memory.of(segment.datasetId, about, () => this.#count(segment, where, columns));
    return describe(where, columns, kept);
  }

  /** One pass over the customers. */
  async #count(
    { datasetId, segmentationId, k, index }: Segment,
    where: readonly AttributeConditionInput[],
    columns: readonly DatasetColumn[],
  ): Promise<Kept> {
    const parameters = new Parameters();
    const members = memberConditions({ segmentationId, k, indices: [index] }, parameters);
    const meets = where.map(
      (condition, i) => `(${attributeSql(condition, columns, parameters, [])}) as c${i}`,
    );
    const first = [
      'true',
      ...where.map((_, i) =>
        where
          .slice(0, i + 1)
          .map((_, j) => `c${j}`)
          .join(' and '),
      ),
    ];
    const counts = first.flatMap((met, i) => [
      `count(*) filter (where ${met})::int as "all${i}"`,
      `count(*) filter (where own and ${met})::int as "own${i}"`,
    ]);
    const [found] = await this.dataSource.query<[Record<string, number>]>(
      `select ${counts.join(', ')} from (
         select m.row is not null as own, ${meets.join(', ')}
         from current_customers c
         left join (select m.row from customer_segments m where ${members}) m on m.row = c.row
         where c.dataset_id = ${parameters.add(datasetId)}
       ) told`,
      parameters.values,
    );
    return { all: first.map((_, i) => found[`all${i}`]!), own: first.map((_, i) => found[`own${i}`]!) };
  }
}

function describe(
  where: readonly AttributeConditionInput[],
  columns: readonly DatasetColumn[],
  { all, own }: Kept,
): SegmentRule {
  const customerCount = all.at(-1)!;
  const caught = own.at(-1)!;
  const size = own[0]!;
  const recall = size > 0 ? caught / size : 0;
  const precision = customerCount > 0 ? caught / customerCount : 0;
  const isNumber = (name: string) =>
    columns.some((column) => column.name === name && column.type === 'NUMBER');
  const labels = labelsOf(columns);
  const conditions = where.map((condition, i) => ({
    column: condition.column,
    operator: condition.operator,
    value: condition.value ?? null,
    values: condition.values ?? null,
    words: shortWords(condition, isNumber(condition.column), labels.get(condition.column)),
    kept: all[i + 1]!,
    dropped: all[i]! - all[i + 1]!,
    keptOfSegment: own[i + 1]!,
    droppedOfSegment: own[i]! - own[i + 1]!,
  }));
  return {
    conditions,
    filter: { where: [...where] },
    customerCount,
    caught,
    recall,
    precision,
    f1: size + customerCount > 0 ? (2 * caught) / (size + customerCount) : 0,
    sentence: `${conditions.map(({ words }) => words).join(' and ')}: catches ${formatShare(recall)} of them, ${formatShare(precision)} of those caught are theirs.`,
  };
}
