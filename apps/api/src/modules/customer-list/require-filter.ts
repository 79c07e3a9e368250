import { MAX_K, MIN_K } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import type { CustomerFilter, MapAreaInput } from './customer-list.inputs.js';

const MAX_SEARCH = 200;
const MAX_ENTRIES = 100;
/** How deep `anyOf` may be nested, and how many filters a filter may hold in all. */
const MAX_DEPTH = 3;
const MAX_FILTERS = 50;
const MIN_CORNERS = 3;
const MAX_CORNERS = 100;
const MAX_POSITION = 1e9;

/** @throws AppError BAD_USER_INPUT if a condition is outside its range, also in the filters of `anyOf` */
export function requireFilter(filter: CustomerFilter, field: readonly string[] = ['filter']): void {
  const count = countFilters(filter);
  if (count > MAX_FILTERS) refuse(`the filter holds ${count} filters; it may hold ${MAX_FILTERS}`, field);
  requireNested(filter, field, 0);
}

function requireNested(filter: CustomerFilter, field: readonly string[], depth: number): void {
  if (depth > MAX_DEPTH) refuse(`anyOf is nested ${depth} deep; it may be ${MAX_DEPTH}`, field);
  requireOne(filter, field);
  filter.anyOf?.forEach((other, i) => {
    requireNested(other, [...field, 'anyOf', String(i)], depth + 1);
  });
}

function requireOne(filter: CustomerFilter, field: readonly string[]): void {
  for (const name of ['minProbability', 'maxProbability'] as const) {
    const value = filter[name];
    if (value != null && !(value >= 0 && value <= 1))
      refuse(`${name} is ${value}; it must be 0..1`, [...field, name]);
  }
  for (const name of ['segmentKeys', 'riskBands', 'where', 'anyOf'] as const) {
    const count = filter[name]?.length;
    if (count !== undefined && (count < 1 || count > MAX_ENTRIES)) {
      refuse(`${name} has ${count} entries; it must have 1..${MAX_ENTRIES}`, [...field, name]);
    }
  }
  if (filter.campaignArm != null && filter.campaignId == null) {
    const said = `campaignArm is ${filter.campaignArm} and campaignId is missing`;
    refuse(`${said}; it must name the campaign`, [...field, 'campaignArm']);
  }
  if (filter.mapArea != null) requireArea(filter.mapArea, [...field, 'mapArea']);
  const { minProbability: min, maxProbability: max, search, contacts, segmentK } = filter;
  if (segmentK != null && !(segmentK >= MIN_K && segmentK <= MAX_K))
    refuse(`segmentK is ${segmentK}; it must be ${MIN_K}..${MAX_K}`, [...field, 'segmentK']);
  if (contacts != null && contacts < 0)
    refuse(`contacts is ${contacts}; it must be at least 0`, [...field, 'contacts']);
  if (min != null && max != null && min > max) {
    refuse(`minProbability is ${min}; it must be at most maxProbability, ${max}`, [
      ...field,
      'minProbability',
    ]);
  }
  if (search && search.length > MAX_SEARCH) {
    refuse(`search has ${search.length} characters; it may have ${MAX_SEARCH}`, [...field, 'search']);
  }
}

function requireArea({ x, y }: MapAreaInput, field: readonly string[]): void {
  const corners = `${MIN_CORNERS}..${MAX_CORNERS}`;
  for (const [name, values] of Object.entries({ x, y })) {
    const { length } = values;
    if (length < MIN_CORNERS || length > MAX_CORNERS)
      refuse(`${name} has ${length} entries; it must have ${corners}`, [...field, name]);
    const beyond = values.find((value) => !(Math.abs(value) <= MAX_POSITION));
    if (beyond !== undefined) refuse(`${name} has ${beyond}; it must be −1e9..1e9`, [...field, name]);
  }
  if (x.length !== y.length)
    refuse(`y has ${y.length} entries; it must have as many as x, ${x.length}`, [...field, 'y']);
}

function countFilters({ anyOf }: CustomerFilter): number {
  return (anyOf ?? []).reduce((count, filter) => count + countFilters(filter), 1);
}

function refuse(message: string, field: readonly string[]): never {
  throw new AppError('BAD_USER_INPUT', `${message}.`, { field });
}
