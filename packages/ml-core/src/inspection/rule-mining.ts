import { adjustHolm, type RiskRatio, riskRatio } from '../metrics/risk-ratio.js';
import { type FeatureColumn, type FeatureTable, requireTable } from '../preprocessing/feature-table.js';
import { requireInteger, requireNumber, requireOptions, requireTarget } from '../validation.js';
import { readableCuts } from './readable-cuts.js';

/** Which rows a rule is about: those with a level, with a number in [low, high) (null: open), or without a value. */
export type RuleCondition =
  | { readonly kind: 'level'; readonly level: string }
  | { readonly kind: 'range'; readonly low: number | null; readonly high: number | null }
  | { readonly kind: 'missing' };

/** A group of rows that is positive more or less often than the others: an association, not a cause. */
export interface Rule {
  readonly column: string;
  readonly condition: RuleCondition;
  /** Rate in the group over the rate among the others, with its 95 % interval. */
  readonly riskRatio: number;
  readonly low: number;
  readonly high: number;
  /** Rows in the group, and how many of them are positive. */
  readonly support: number;
  readonly positives: number;
  /** All other rows, and how many of them are positive. */
  readonly others: { readonly rows: number; readonly positives: number };
  /** Corrected (Holm) for the number of conditions tried. */
  readonly pValueAdjusted: number;
}

/** Which rules are worth reporting. */
export interface RuleMiningOptions {
  /** Rules to report at most. Default 20. */
  maxRules?: number;
  /** Fewest rows of a group, and of the rest. Default: 1 % of the rows, at least 20. */
  minSupport?: number;
  /** Rules are reported if they are at most this likely to be chance, after correction. Default 0.05. */
  significance?: number;
  /** Rules about one column at most. Default 2. */
  maxPerColumn?: number;
  /** A rule is dropped if it has more than this share of its rows in common with a clearer one (Jaccard). Default 0.7. */
  maxOverlap?: number;
}

interface Candidate {
  readonly column: FeatureColumn;
  readonly condition: RuleCondition;
  readonly support: number;
  readonly positives: number;
  readonly risk: RiskRatio;
}

/**
 * Searches for single conditions that separate positives from negatives: every level, a missing value, and ranges
 * between round numbers near the deciles; of a range and its opposite the one with fewer rows.
 *
 * Conditions are ranked by how clearly they separate (chi-square: large ratios of many rows), and those of exactly the
 * same rows by how short they are. One that covers nearly the same rows as a clearer one is dropped, and so is one about
 * what a clearer one leaves over, unless its rate differs from that of all that is left over. Those that remain are
 * returned strongest first, by the end of the interval that is nearer to 1. O(columns × rows × (log rows + 30)).
 *
 * @param y 1 for a positive row
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument or column
 */
export function mineRules(table: FeatureTable, y: Uint8Array, options: RuleMiningOptions = {}): Rule[] {
  requireTable(table);
  requireOptions(options);
  const { maxRules = 20, significance = 0.05, maxPerColumn = 2, maxOverlap = 0.7 } = options;
  const { minSupport = Math.max(20, Math.ceil(table.rows / 100)) } = options;
  const allCases = requireTarget(y, table.rows, 'table');
  requireInteger('maxRules', maxRules, 1);
  requireInteger('minSupport', minSupport, 1);
  requireNumber('significance', significance, 0, 1);
  requireInteger('maxPerColumn', maxPerColumn, 1);
  requireNumber('maxOverlap', maxOverlap, 0, 1);

  const candidates = table.columns.flatMap((column) =>
    conditionsOf(column)
      .map((condition) => ({ column, condition, ...countMatches(column, condition, y) }))
      .filter(({ support }) => support >= minSupport && table.rows - support >= minSupport)
      .filter((found) => !hasOpposite(found.condition) || found.support <= table.rows / 2)
      .map((found) => ({ ...found, risk: riskRatio(found.positives, found.support, allCases, table.rows) })),
  );
  const adjusted = adjustHolm(Float64Array.from(candidates, ({ risk }) => risk.pValue));
  const clearestFirst = candidates
    .map((candidate, i) => ({ ...candidate, pValueAdjusted: adjusted[i]! }))
    .filter(({ risk, pValueAdjusted }) => pValueAdjusted <= significance && strength(risk) > 0)
    .sort(
      (a, b) => b.risk.chiSquare - a.risk.chiSquare || a.support - b.support || lengthOf(a) - lengthOf(b),
    );
  return withoutRepetition(
    clearestFirst,
    { rows: table.rows, positives: allCases },
    { maxRules, maxPerColumn, maxOverlap },
  )
    .sort((a, b) => strength(b.risk) - strength(a.risk))
    .map((kept) => ({
      column: kept.column.name,
      condition: kept.condition,
      riskRatio: kept.risk.ratio,
      low: kept.risk.low,
      high: kept.risk.high,
      support: kept.support,
      positives: kept.positives,
      others: { rows: table.rows - kept.support, positives: allCases - kept.positives },
      pValueAdjusted: kept.pValueAdjusted,
    }));
}

/** Whether another condition covers exactly the other rows: "under 50" and "50 and over" say the same. */
function hasOpposite(condition: RuleCondition): boolean {
  return condition.kind === 'range' && (condition.low === null || condition.high === null);
}

/** How long it takes to say a condition, in characters. */
function lengthOf({ column, condition }: Candidate): number {
  return column.name.length + (condition.kind === 'level' ? condition.level.length : 0);
}

/** How far the interval stays from "no difference", on the log scale; negative if it contains it. */
function strength({ low, high }: RiskRatio): number {
  return Math.max(Math.log(low), -Math.log(high));
}

function conditionsOf(column: FeatureColumn): RuleCondition[] {
  if (column.kind === 'categorical') {
    return [...column.levels.map((level): RuleCondition => ({ kind: 'level', level })), { kind: 'missing' }];
  }
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort();
  const cuts = readableCuts(sorted);
  const conditions: RuleCondition[] = [{ kind: 'missing' }];
  for (const [i, cut] of cuts.entries()) {
    conditions.push({ kind: 'range', low: null, high: cut }, { kind: 'range', low: cut, high: null });
    // Every second cut is enough to find a middle that behaves differently.
    for (let j = i + 2; j < cuts.length; j += 2) conditions.push({ kind: 'range', low: cut, high: cuts[j]! });
  }
  return conditions;
}

function countMatches(column: FeatureColumn, condition: RuleCondition, y: Uint8Array) {
  const matches = matcher(column, condition);
  let support = 0;
  let positives = 0;
  for (let i = 0; i < y.length; i++) {
    if (!matches(i)) continue;
    support++;
    positives += y[i]!;
  }
  return { support, positives };
}

function matcher(column: FeatureColumn, condition: RuleCondition): (row: number) => boolean {
  if (column.kind === 'categorical') {
    const code = condition.kind === 'level' ? column.levels.indexOf(condition.level) : -1;
    return (row) => column.codes[row] === code;
  }
  const { values } = column;
  if (condition.kind !== 'range') return (row) => Number.isNaN(values[row]!);
  const low = condition.low ?? Number.NEGATIVE_INFINITY;
  const high = condition.high ?? Number.POSITIVE_INFINITY;
  return (row) => values[row]! >= low && values[row]! < high;
}

interface Limits {
  readonly maxRules: number;
  readonly maxPerColumn: number;
  readonly maxOverlap: number;
}

/** Within a column, a range that shares more than this with another says little new. */
const NESTED = 0.4;
/** A rule is about what another one of its column leaves over if at least this share of its rows is outside the other's. */
const LEFT_OVER = 0.9;
/** It is worth telling beside that if its rate differs by this factor from the rate of all that is left over. */
const NEWS = 1.5;

interface Members<T extends Candidate> {
  readonly candidate: T;
  readonly rows: Uint8Array;
}

/** Keeps candidates from the front unless they repeat one already kept. */
function withoutRepetition<T extends Candidate>(
  sorted: T[],
  all: Rule['others'],
  { maxRules, maxPerColumn, maxOverlap }: Limits,
): T[] {
  const kept: Members<T>[] = [];
  for (const candidate of sorted) {
    if (kept.length === maxRules) break;
    const ofColumn = kept.filter((other) => other.candidate.column === candidate.column);
    if (ofColumn.length === maxPerColumn) continue;
    const matches = matcher(candidate.column, candidate.condition);
    const own = { candidate, rows: Uint8Array.from({ length: all.rows }, (_, i) => (matches(i) ? 1 : 0)) };
    const repeats =
      kept.some((other) => overlap(own.rows, other.rows) > maxOverlap) ||
      ofColumn.some((other) => overlap(own.rows, other.rows) > NESTED) ||
      kept.some((other) => saysTheOpposite(own, other, all, maxOverlap));
    if (!repeats) kept.push(own);
  }
  return kept.map(({ candidate }) => candidate);
}

/**
 * Whether a candidate is about what another one leaves over, and at the same rate: some of it in the same column, nearly
 * all of it in another.
 */
function saysTheOpposite<T extends Candidate>(
  own: Members<T>,
  other: Members<T>,
  all: Rule['others'],
  maxOverlap: number,
): boolean {
  const { support, positives, column } = own.candidate;
  const leftOver = {
    rows: all.rows - other.candidate.support,
    positives: all.positives - other.candidate.positives,
  };
  let outside = 0;
  for (let i = 0; i < all.rows; i++) outside += own.rows[i]! & (1 - other.rows[i]!);
  const about =
    column === other.candidate.column
      ? outside >= LEFT_OVER * support
      : outside > maxOverlap * (support + leftOver.rows - outside);
  const rates = [positives / support, leftOver.positives / leftOver.rows];
  return about && Math.max(...rates) < NEWS * Math.min(...rates);
}

/** Shared members over members of either (Jaccard). */
function overlap(a: Uint8Array, b: Uint8Array): number {
  let both = 0;
  let either = 0;
  for (let i = 0; i < a.length; i++) {
    both += a[i]! & b[i]!;
    either += a[i]! | b[i]!;
  }
  return either === 0 ? 0 : both / either;
}
