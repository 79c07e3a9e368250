import type { CallContext } from '../../../platform/call/call-context.js';
import {
  type DatasetColumn,
  type DatasetService,
  type FigureMemory,
  labelsOf,
} from '../../datasets/index.js';
import type { Segment } from '../../segmentation/index.js';
import type { AttributeConditionInput } from '../customer-list.inputs.js';
import { say } from '../messages.js';
import type { Kept, RuleColumns } from './rule-columns.js';
import { ruleFilter } from './rule-filter.js';
import { shortWords } from './rule-words.js';
import type { SegmentRule } from './segment-rule.types.js';

/** Counts what the rules of segments tell now, by the conditions that filters have. */
export class SegmentRules {
  constructor(
    private readonly counts: Pick<RuleColumns, 'count'>,
    private readonly datasets: Pick<DatasetService, 'columns'>,
    private readonly memory: FigureMemory,
  ) {}

  /** Null for a segment without a rule, and for one whose columns are not there any more. */
  async find(call: CallContext, segment: Segment): Promise<SegmentRule | null> {
    call.require('VIEWER', segment.datasetId);
    if (segment.rule === null) return null;
    const { datasetId, segmentationId: id, k, index } = segment;
    const columns = await this.datasets.columns(call, datasetId);
    const where = ruleFilter(segment.rule, columns);
    if (where === null) return null;
    const kept = await this.memory.of(datasetId, ['rule', id, k, index, where], () =>
      this.counts.count({ segments: { datasetId, id, k }, index, where, columns }),
    );
    return describe(where, columns, kept);
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
    sentence: say().rule(
      conditions.map(({ words }) => words),
      recall,
      precision,
    ),
  };
}
