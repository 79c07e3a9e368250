import { AppError } from '../../platform/errors/app-error.js';
import { type ChurnDefinition, leftCondition } from '../churn/index.js';
import type { CustomerFilter } from './customer-list.inputs.js';

/** One segment under one k of a segmentation. */
export interface SegmentPlace {
  readonly segmentationId: string;
  readonly k: number;
  readonly index: number;
}

/** Which customers a list contains, with every id resolved. */
export interface ListScope {
  readonly datasetId: string;
  /** The model whose scores count; null if there is none. */
  readonly championId: string | null;
  /** What "left" means for that model; null if there is none. */
  readonly target: ChurnDefinition | null;
  /** Undefined for any segment; null for a segment that does not exist, so the list is empty. */
  readonly segment: SegmentPlace | null | undefined;
  readonly filter: CustomerFilter;
}

const MAX_SEARCH = 200;

/** @throws AppError BAD_USER_INPUT if a condition is outside its range */
export function requireFilter(filter: CustomerFilter): void {
  for (const name of ['minProbability', 'maxProbability'] as const) {
    const value = filter[name];
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new AppError('BAD_USER_INPUT', `${name} is ${value}; it must be 0..1.`, {
        field: ['filter', name],
      });
    }
  }
  const { minProbability: min, maxProbability: max, search } = filter;
  if (min != null && max != null && min > max) {
    throw new AppError(
      'BAD_USER_INPUT',
      `minProbability is ${min}; it must be at most maxProbability, ${max}.`,
      {
        field: ['filter', 'minProbability'],
      },
    );
  }
  if (search && search.length > MAX_SEARCH) {
    throw new AppError(
      'BAD_USER_INPUT',
      `search has ${search.length} characters; it may have ${MAX_SEARCH}.`,
      {
        field: ['filter', 'search'],
      },
    );
  }
}

/** Whether the filter has a condition that needs scores. */
export function asksForScore({ riskBand, minProbability, maxProbability }: CustomerFilter): boolean {
  return riskBand != null || minProbability != null || maxProbability != null;
}

/** The text that is searched for; "" for none. */
export function searched({ search }: CustomerFilter): string {
  return search?.trim().toLowerCase() ?? '';
}

/** Collects the values of an SQL statement: `values.add(x)` returns its placeholder. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** SQL conditions on customers `c`, joined by "and". */
export function customerConditions({ datasetId, target, filter }: ListScope, parameters: Parameters): string {
  const conditions = [`c.dataset_id = ${parameters.add(datasetId)}`];
  const search = searched(filter);
  if (search !== '') {
    const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(`c.search_text like ${parameters.add(pattern)}`);
  }
  if (filter.left != null) {
    const left = target ? leftCondition(target, (value) => parameters.add(value)) : 'false';
    conditions.push(`${filter.left ? '' : 'not '}coalesce(${left}, false)`);
  }
  return conditions.join(' and ');
}

/** SQL conditions on scores `s` of the champion, joined by "and". */
export function scoreConditions({ championId, filter }: ListScope, parameters: Parameters): string {
  const conditions = [`s.churn_model_id = ${parameters.add(championId)}`];
  if (filter.riskBand != null) conditions.push(`s.risk_band = ${parameters.add(filter.riskBand)}`);
  if (filter.minProbability != null)
    conditions.push(`s.probability >= ${parameters.add(filter.minProbability)}`);
  if (filter.maxProbability != null)
    conditions.push(`s.probability <= ${parameters.add(filter.maxProbability)}`);
  return conditions.join(' and ');
}

/** SQL conditions on memberships `m` that select the customers of a segment, joined by "and". */
export function memberConditions({ segmentationId, k, index }: SegmentPlace, parameters: Parameters): string {
  return `m.segmentation_id = ${parameters.add(segmentationId)} and m.k = ${parameters.add(k)} and m.index = ${parameters.add(index)}`;
}
