import { InvalidParameterError, ShapeError } from '../../errors.js';
import { type FeatureTable, requireTable } from '../../preprocessing/feature-table.js';
import { requireInstance, requireInteger, requireNumber, requireOptions } from '../../validation.js';
import { type BitRows, bitRows } from './bit-rows.js';
import { columnOf, type GroupCondition, matcherOf } from './group-condition.js';
import { listConditions, listLevelSets } from './list-conditions.js';
import { type Conjunction, f1Of, searchConjunctions } from './search-conjunctions.js';
import { countRule, roundCuts, type Sharpening, sharpen, sortColumns } from './sharpen-rule.js';

/** A rule that tells a group: whoever meets all of its conditions. */
export interface GroupRule {
  /** Each next one is the one that brings most once those before it hold. */
  readonly conditions: readonly GroupCondition[];
  /** Rows that meet all of them, and how many of those are the group's. */
  readonly told: number;
  readonly caught: number;
  /** 2 · caught / (told + rows of the group), 0..1. */
  readonly f1: number;
}

/** How long a rule may be. */
export interface GroupRuleOptions {
  /** Conditions at most, 1..6. Default 4. */
  maxConditions?: number;
  /** A longer rule is taken only if its F1 is greater by more than this. Default 0.01. */
  minGain?: number;
  /** An F1 that is worth another condition, however little it gains. Default 0.9. */
  goodF1?: number;
  /** What a rounder number may cost of F1 in each condition, unless the rule would fall below `goodF1`. Default 0.002. */
  rounding?: number;
  /** Conjunctions of each length that are continued. Default 12. */
  beam?: number;
}

/** Conjunctions of each length whose cuts are moved to the best place. */
const SHARPENED = 4;

/**
 * For each group of rows the shortest readable rule that tells it from all others: a conjunction of conditions on numbers
 * (at least, below) and categories (one of a few levels, all but one, missing). A range of one column is two conditions.
 *
 * Cuts are searched among 40 quantiles by a beam that leaves out what cannot become better (`searchConjunctions`); then each
 * is moved to the best place between any two values, and to a round number where that costs next to nothing. Of all
 * lengths, the shortest is taken from which no longer one gains more than `minGain`, or reaches `goodF1` where it does not.
 * The search is greedy: a better rule may exist. (Of 124 groups of four public sets, a beam of 100 found four rules better
 * by more than 0.005 than one of 12 did, by 0.018 at most, in twice the time.) O(groups × beam × conditions × rows / 32), where conditions are up to 80 a column.
 *
 * @param groups for each group 1 for its rows; groups may overlap
 * @returns one rule for each group; null for a group of no row or of all
 * @throws ShapeError or InvalidParameterError, naming the argument or column
 */
export function findGroupRules(
  table: FeatureTable,
  groups: readonly Uint8Array[],
  options: GroupRuleOptions = {},
): (GroupRule | null)[] {
  requireTable(table);
  requireOptions(options);
  const { maxConditions = 4, minGain = 0.01, goodF1 = 0.9, rounding = 0.002, beam = 12 } = options;
  requireInteger('maxConditions', maxConditions, 1, 6);
  requireNumber('minGain', minGain, 0, 1);
  requireNumber('goodF1', goodF1, 0, 1);
  requireNumber('rounding', rounding, 0, 1);
  requireInteger('beam', beam, 1, 1000);
  requireGroups(groups, table.rows);
  const candidates = listConditions(table);
  const met = new Map(candidates.map(({ condition, rows }) => [condition, rows]));
  const prepared = { table, sorted: sortColumns(table), meeting: rememberRows(table, met) };
  // The same rows are often a cluster of several k.
  const known = new Map<string, GroupRule | null>();
  return groups.map((rows) => {
    const key = rows.join('');
    if (!known.has(key)) known.set(key, ruleOf(rows));
    return known.get(key)!;
  });

  function ruleOf(rows: Uint8Array): GroupRule | null {
    const size = rows.reduce((sum, own) => sum + own, 0);
    if (size === 0 || size === table.rows) return null;
    const group = bitRows(table.rows, (row) => rows[row] === 1);
    const of = { ...prepared, group, size };
    const found: GroupRule[] = [];
    for (const length of searchConjunctions([...candidates, ...listLevelSets(table, rows)], {
      group,
      size,
      most: maxConditions,
      beam,
    })) {
      found.push(toRule(roundCuts(bestOf(length, of), of, { rounding, goodF1 }), of));
      // No longer one could be taken instead.
      if (found.at(-1)!.f1 >= Math.max(goodF1, 1 - minGain)) break;
    }
    const chosen = shortest(found, { minGain, goodF1 });
    return chosen && toRule(inOrder(chosen.conditions, of), of);
  }
}

/** Tells which rows meet a condition, and finds it out once for each. */
function rememberRows(table: FeatureTable, known: Map<GroupCondition, BitRows>): Sharpening['meeting'] {
  return (condition) => {
    let rows = known.get(condition);
    if (!rows) {
      rows = bitRows(table.rows, matcherOf(columnOf(table, condition), condition));
      known.set(condition, rows);
    }
    return rows;
  };
}

function requireGroups(groups: readonly Uint8Array[], rows: number): void {
  requireInstance('groups', groups, Array);
  for (const [i, group] of groups.entries()) {
    requireInstance(`groups[${i}]`, group, Uint8Array);
    if (group.length !== rows)
      throw new ShapeError(`groups[${i}] has ${group.length} rows; the table has ${rows}`);
    const wrong = group.findIndex((own) => own > 1);
    if (wrong >= 0)
      throw new InvalidParameterError(`groups[${i}] is ${group[wrong]} at row ${wrong}; it must be 0 or 1`);
  }
}

function bestOf(found: readonly Conjunction[], of: Sharpening): Conjunction {
  return found
    .slice(0, SHARPENED)
    .map((conjunction) => sharpen(conjunction, of))
    .reduce((best, other) => (other.f1 > best.f1 ? other : best));
}

/** Of the best of each length, the shortest from which no longer one gains much; null without any. */
function shortest(
  best: readonly GroupRule[],
  { minGain, goodF1 }: Required<Pick<GroupRuleOptions, 'minGain' | 'goodF1'>>,
): GroupRule | null {
  const top = Math.max(...best.map(({ f1 }) => f1));
  return best.find(({ f1 }) => f1 >= top - minGain && (f1 >= goodF1 || top < goodF1)) ?? null;
}

/** The same conditions, each next one the best after those before it. */
function inOrder(conditions: readonly GroupCondition[], of: Sharpening): GroupCondition[] {
  const left = [...conditions];
  const order: GroupCondition[] = [];
  while (left.length > 0) {
    const f1s = left.map((condition) => toRule([...order, condition], of).f1);
    order.push(...left.splice(f1s.indexOf(Math.max(...f1s)), 1));
  }
  return order;
}

function toRule(conditions: readonly GroupCondition[], of: Sharpening): GroupRule {
  const { told, caught } = countRule(conditions, of);
  return { conditions, told, caught, f1: f1Of(caught, told, of.size) };
}
