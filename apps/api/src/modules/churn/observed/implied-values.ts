import type { Attributes } from '../../feature-matrix/index.js';
import { representative } from './group-name.js';
import type { ObservedColumn, ObservedGroup } from './observed-rates.js';
import type { SeenCombinations, SeenValue } from './seen-together.js';

/** A value that every training customer has who has another one, in the place of one that none of them has. */
export interface ImpliedValue {
  readonly cause: SeenValue;
  readonly effect: SeenValue;
  readonly value: Attributes[string];
}

/** By chance so many customers would have another value of the effect: that none has is then no accident. */
const ELSEWHERE = 10;

/**
 * What follows from some columns of a customer, and from what follows in turn: where all training customers with the
 * column's value share one value of another column, and none has the customer's own ("no internet" makes the security "no
 * internet service"). A number implies flags and bands only if these are a function of it in all of its ranges but those
 * that hold their borders. Columns that are settled stay; where several values are left, nothing follows.
 */
export function impliedValues(
  seen: SeenCombinations,
  attributes: Attributes,
  settled: readonly string[],
): ImpliedValue[] {
  const { columns } = seen;
  const places = seen.places(attributes);
  const kept = new Set(settled);
  const found: ImpliedValue[] = [];
  const causes = columns.flatMap(({ name }, at) => (kept.has(name) && places[at]! >= 0 ? [at] : []));
  for (const at of causes) {
    for (const [other, effect] of columns.entries()) {
      if (kept.has(effect.name) || places[other]! < 0 || !implies(seen, at, other)) continue;
      const implied = impliedGroup(seen, [at, places[at]!], other);
      if (implied === null || seen.countOf([at, places[at]!], [other, places[other]!]) > 0) continue;
      places[other] = implied;
      kept.add(effect.name);
      causes.push(other);
      found.push({
        cause: seenValue(columns[at]!, places[at]!),
        effect: seenValue(effect, implied),
        value: representative(effect.groups[implied]!, effect.type),
      });
    }
  }
  return found;
}

/** Whether a column may tell the value of another: one of levels may; one of ranges, where it does in nearly all of them. */
function implies(seen: SeenCombinations, at: number, other: number): boolean {
  const [cause, effect] = [seen.columns[at]!, seen.columns[other]!];
  if (at === other || !effect.groups.every(isOneValue)) return false;
  if (cause.groups.every(isOneValue)) return true;
  const open = cause.groups.filter((_, place) => impliedGroup(seen, [at, place], other, 0) === null).length;
  return open < effect.groups.length && open < cause.groups.length / 2;
}

/** The place of the one group of another column that all customers of a group are in; null if they are in several. */
function impliedGroup(
  seen: SeenCombinations,
  [at, place]: readonly [number, number],
  other: number,
  elsewhere = ELSEWHERE,
): number | null {
  const { customers } = seen.columns[at]!.groups[place]!;
  const { groups } = seen.columns[other]!;
  const only = groups.findIndex((_, its) => seen.countOf([at, place], [other, its]) === customers);
  if (only < 0) return null;
  const all = groups.reduce((sum, group) => sum + group.customers, 0);
  return customers * (1 - groups[only]!.customers / all) >= elsewhere ? only : null;
}

function isOneValue(group: ObservedGroup): boolean {
  return 'level' in group || group.from === group.to;
}

function seenValue({ name, type, groups }: ObservedColumn, place: number): SeenValue {
  return { column: name, type, group: groups[place]! };
}
