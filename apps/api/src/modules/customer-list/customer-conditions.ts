import { type ChurnDefinition, type ContactTerms, leftCondition } from '../churn/index.js';
import type { DatasetColumn } from '../datasets/index.js';
import { attributeSql } from './attribute-condition.js';
import type { CustomerFilter } from './customer-list.inputs.js';
import type { Parameters } from './parameters.js';

/** Some segments under one k of a segmentation. */
export interface SegmentPlaces {
  readonly segmentationId: string;
  readonly k: number;
  readonly indices: readonly number[];
}

/** Which customers a list contains, with every id resolved. */
export interface ListScope {
  readonly datasetId: string;
  /** How many customers the dataset has; undefined if nobody has looked. */
  readonly datasetSize?: number | undefined;
  /** The model whose scores count; null if there is none. */
  readonly championId: string | null;
  /** What "left" means for that model; null if there is none. */
  readonly target: ChurnDefinition | null;
  /** The column of scores that orders whom to contact. */
  readonly rankedBy: ContactTerms['rankedBy'];
  /** Undefined for any segment; null for segments that do not exist, so the list is empty. */
  readonly segments: SegmentPlaces | null | undefined;
  /** The dataset's columns, if the filter has conditions on attributes. */
  readonly columns: readonly DatasetColumn[];
  readonly filter: CustomerFilter;
}

/** Whether the filter has a condition that needs scores. */
export function asksForScore({
  riskBand,
  riskBands,
  minProbability,
  maxProbability,
  contacts,
}: CustomerFilter): boolean {
  return [riskBand, riskBands, minProbability, maxProbability, contacts].some((given) => given != null);
}

/** Whether the filter has a condition on customers that neither their segment nor their score can tell. */
export function asksForAttributes(filter: CustomerFilter): boolean {
  return (
    [
      filter.where,
      filter.anyOf,
      filter.audience,
      filter.campaignId,
      filter.mayBeContacted,
      filter.mapArea,
    ].some((given) => given != null) || searched(filter) !== ''
  );
}

/** Whether nothing but conditions on attributes has to be asked of the customers themselves. */
export function asksForConditionsAlone(filter: CustomerFilter): boolean {
  return filter.where != null && !asksForAttributes({ ...filter, where: null });
}

/** Whether the first to contact are asked for anywhere in the filter. */
export function asksForContacts(filter: CustomerFilter): boolean {
  return filter.contacts != null || innerFilters(filter).some(asksForContacts);
}

/** Whether conditions on attributes are anywhere in the filter. */
export function namesColumns(filter: CustomerFilter): boolean {
  return filter.where != null || innerFilters(filter).some(namesColumns);
}

/** The filters that a filter is made of besides its own conditions. */
function innerFilters({ anyOf, audience }: CustomerFilter): CustomerFilter[] {
  return [...(anyOf ?? []), ...(audience ? [audience] : [])];
}

/** The text that is searched for; "" for none. */
export function searched({ search }: CustomerFilter): string {
  return search?.trim().toLowerCase() ?? '';
}

/**
 * SQL conditions on customers `c`, joined by "and". `leftKnown` says that their scores are read beside them, under
 * `leftByScore`.
 */
export function customerConditions(
  scope: ListScope,
  parameters: Parameters,
  { leftKnown = false } = {},
): string {
  const conditions = [`c.dataset_id = ${parameters.add(scope.datasetId)}`];
  conditions.push(...ownConditions(scope, scope.filter, parameters, ['filter'], leftKnown));
  return conditions.join(' and ');
}

/** Conditions of a filter that need no other table, but for the filters of its `anyOf`. */
function ownConditions(
  scope: ListScope,
  filter: CustomerFilter,
  parameters: Parameters,
  field: readonly string[],
  leftKnown: boolean,
): string[] {
  const { target, columns } = scope;
  const conditions: string[] = [];
  const search = searched(filter);
  if (search !== '') {
    const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(`c.search_text like ${parameters.add(pattern)}`);
  }
  if (filter.left != null && !leftKnown) {
    const left = target ? leftCondition(target, (value) => parameters.add(value)) : 'false';
    conditions.push(`(${left}) is ${filter.left ? '' : 'not '}true`);
  }
  if (filter.mayBeContacted != null) {
    const silent =
      'select from customers_not_to_contact n where n.dataset_id = c.dataset_id and n.row = c.row';
    conditions.push(`${filter.mayBeContacted ? 'not ' : ''}exists (${silent})`);
  }
  filter.where?.forEach((condition, i) => {
    conditions.push(attributeSql(condition, columns, parameters, [...field, 'where', String(i)]));
  });
  if (filter.campaignId != null) {
    const arm = filter.campaignArm == null ? '' : `and a.arm = ${parameters.add(filter.campaignArm)}`;
    conditions.push(`exists (select from campaign_arms a
      where a.campaign_id = ${parameters.add(filter.campaignId)} and a.row = c.row ${arm})`);
  }
  if (filter.mapArea != null) {
    const { segmentationId, x, y } = filter.mapArea;
    const corners = x.map((value, i) => `(${value},${y[i]})`).join(',');
    conditions.push(`exists (select from map_points p
      where p.segmentation_id = ${parameters.add(segmentationId)} and p.row = c.row
        and point(p.x, p.y) <@ ${parameters.add(`(${corners})`)}::polygon)`);
  }
  if (filter.audience)
    conditions.push(wholeCondition(scope, filter.audience, parameters, [...field, 'audienceId']));
  const alternatives = filter.anyOf?.map((other, i) =>
    wholeCondition(scope, other, parameters, [...field, 'anyOf', String(i)]),
  );
  if (alternatives) conditions.push(`(${alternatives.join(' or ')})`);
  return conditions;
}

/** A filter as one condition on customers `c`, whatever it needs of other tables. */
export function wholeCondition(
  scope: ListScope,
  filter: CustomerFilter,
  parameters: Parameters,
  field: readonly string[],
): string {
  const conditions = ownConditions(scope, filter, parameters, field, false);
  if (asksForScore(filter)) {
    const scores = scoreConditions({ ...scope, filter }, parameters);
    conditions.push(`exists (select from customer_scores s where s.row = c.row and ${scores})`);
  }
  const keys = keysOf(filter);
  if (keys !== null) {
    conditions.push(`exists (select from customer_segments m
      join active_segments g on g.segmentation_id = m.segmentation_id and g.k = m.k and g.index = m.index
      where g.dataset_id = c.dataset_id and m.row = c.row and g.key = any(${parameters.add(keys)})
        and ${chosenK(filter, parameters)})`);
  }
  return conditions.length === 0 ? 'true' : `(${conditions.join(' and ')})`;
}

/** The segments that a filter names; null if it names none. One that is not in both of its lists is in neither. */
export function keysOf({ segmentKey, segmentKeys }: CustomerFilter): string[] | null {
  if (segmentKey == null) return segmentKeys == null ? null : [...segmentKeys];
  return segmentKeys == null || segmentKeys.includes(segmentKey) ? [segmentKey] : [];
}

/** The SQL condition on segments `g` of the active segmentation that says under which k a filter names them. */
export function chosenK({ segmentK }: CustomerFilter, parameters: Parameters): string {
  return segmentK == null ? 'g.current' : `g.k = ${parameters.add(segmentK)}`;
}

/** The SQL condition on scores `s` that says who is listed of those who have left and those who have not. */
export function leftByScore({ filter: { left } }: ListScope): string {
  return left == null ? 'true' : `s.has_left is ${left ? '' : 'not '}true`;
}

/** SQL conditions on scores `s` of the champion, joined by "and". */
export function scoreConditions(
  { datasetId, championId, rankedBy, filter }: ListScope,
  parameters: Parameters,
): string {
  const champion = parameters.add(championId);
  const conditions = [`s.churn_model_id = ${champion}`];
  if (filter.contacts != null) {
    const dataset = parameters.add(datasetId);
    conditions.push(`s.row in (select first.row from customer_scores first
      where first.churn_model_id = ${champion} and first.has_left is not true and first.row not in (
        select row from customers_not_to_contact where dataset_id = ${dataset})
        and not exists (select from customers_held_out h where h.dataset_id = ${dataset} and h.row = first.row)
      order by first.${rankedBy} desc nulls last, first.row limit ${parameters.add(filter.contacts)})`);
  }
  if (filter.riskBand != null) conditions.push(`s.risk_band = ${parameters.add(filter.riskBand)}`);
  if (filter.riskBands != null) conditions.push(`s.risk_band = any(${parameters.add(filter.riskBands)})`);
  if (filter.minProbability != null)
    conditions.push(`s.probability >= ${parameters.add(filter.minProbability)}`);
  if (filter.maxProbability != null)
    conditions.push(`s.probability <= ${parameters.add(filter.maxProbability)}`);
  return conditions.join(' and ');
}

/** SQL conditions on memberships `m` that select the customers of some segments, joined by "and". */
export function memberConditions(
  { segmentationId, k, indices }: SegmentPlaces,
  parameters: Parameters,
): string {
  const [only] = indices;
  const among = indices.length === 1 ? `= ${parameters.add(only)}` : `= any(${parameters.add(indices)})`;
  return `m.segmentation_id = ${parameters.add(segmentationId)} and m.k = ${parameters.add(k)} and m.index ${among}`;
}
