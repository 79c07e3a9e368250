import type { AttributeConditionInput, CustomerFilter } from '../customer-list.inputs.js';
import type { Measure, MeasureKind } from './choose-measures.js';
import type { QuantileGroup, Thirds, ThirdsOf } from './name-quantiles.js';

/** A measure with the ends of its lower and its middle third, as texts that its column reads; one where there is no middle. */
export interface CutMeasure extends Measure {
  readonly edges: readonly string[];
}

/** A group as a filter; null where a measure has no such third. */
export function quantileFilter(
  { all, anyOf }: QuantileGroup,
  measures: ReadonlyMap<MeasureKind, CutMeasure>,
): CustomerFilter | null {
  const where = conditionsOf(all, measures);
  const isNew = ({ column, operator, value }: AttributeConditionInput) =>
    !where?.some((own) => own.column === column && own.operator === operator && own.value === value);
  const alternatives = anyOf?.flatMap((thirds) => {
    const conditions = conditionsOf(thirds, measures);
    return conditions === null ? [] : [{ where: conditions.filter(isNew) }];
  });
  if (where === null || alternatives?.length === 0) return null;
  return { where, ...(alternatives && { anyOf: alternatives }) };
}

function conditionsOf(
  thirds: ThirdsOf,
  measures: ReadonlyMap<MeasureKind, CutMeasure>,
): AttributeConditionInput[] | null {
  const each = [...measures.values()].map((measure) => {
    const range = thirds[measure.kind];
    return range === undefined ? [] : rangeOf(measure, range);
  });
  return each.every((conditions) => conditions !== null) ? each.flat() : null;
}

function rangeOf(
  { column, edges, lowIsBest }: CutMeasure,
  [least, most]: Thirds,
): AttributeConditionInput[] | null {
  if (edges.length === 1 && least === 2 && most === 2) return null;
  const [low, high] = lowIsBest ? [4 - most, 4 - least] : [least, most];
  const above = low === 1 ? undefined : low === 2 ? edges[0]! : edges.at(-1)!;
  const upTo = high === 3 ? undefined : high === 2 ? edges.at(-1)! : edges[0]!;
  return [
    ...(above === undefined ? [] : [{ column, operator: 'GT' as const, value: above }]),
    ...(upTo === undefined ? [] : [{ column, operator: 'LTE' as const, value: upTo }]),
  ];
}
