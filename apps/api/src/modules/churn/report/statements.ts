import type { Rule } from '@holdfast/ml-core';
import type { ColumnLabels } from '../../datasets/index.js';
import type { FeatureColumnSpec } from '../../engine/index.js';
import type { EventWords } from '../definition/event-words.types.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import type { RuleTold, Statement } from './churn-report.types.js';
import { say } from './messages.js';

type Range = Extract<Rule['condition'], { kind: 'range' }>;

/** What statements are told by. */
export interface StatementTerms {
  readonly columns: readonly FeatureColumnSpec[];
  readonly observed: ObservedRates;
  readonly words: Pick<EventWords, 'past'>;
  /** What people call the columns, where they say so. */
  readonly labels?: ColumnLabels;
}

/**
 * What goes with the event or against it, as sentences that can be read out, with their figures; strongest first like
 * the rules. Of columns that move together only the one with the strongest rule is told, and of ranges of one column that
 * overlap and point the same way only the strongest.
 */
export function statementsOf(
  rules: readonly Rule[],
  { columns, observed, words, labels }: StatementTerms,
): Statement[] {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return withoutEchoes(withoutFamily(rules, observed)).map((rule) => {
    const called = { ...rule, column: labels?.get(rule.column) ?? rule.column };
    const { column, riskRatio, low, high, support, positives, others } = rule;
    const rate = positives / support;
    const othersRate = others.positives / others.rows;
    const said = {
      column: called.column,
      condition: rule.condition,
      type: types.get(column) ?? 'CATEGORY',
      past: words.past,
    };
    const figures = { feature: column, riskRatio, low, high, support, rate, othersRate };
    return { ...figures, ...sayStatement({ said, rate, othersRate }), said };
  });
}

/** A statement's condition and sentence, said by the rule that it was made of. */
export function sayStatement({
  said,
  rate,
  othersRate,
}: {
  readonly said: RuleTold;
  readonly rate: number;
  readonly othersRate: number;
}): Pick<Statement, 'condition' | 'text'> {
  const condition = say().condition(said, said.type);
  return { condition, text: say().statement(condition, { rate, othersRate, past: said.past }) };
}

/** Only the rules of the first column to be told of each family. */
function withoutFamily(rules: readonly Rule[], observed: ObservedRates): Rule[] {
  const families = new Map(observed.columns.map(({ name, family }) => [name, family]));
  const spokesmen = new Map<number, string>();
  return rules.filter(({ column }) => {
    const family = families.get(column);
    if (family === undefined) return true;
    if (!spokesmen.has(family)) spokesmen.set(family, column);
    return spokesmen.get(family) === column;
  });
}

/** Without ranges that a stronger one has said: of the same column, the same way, and overlapping. */
function withoutEchoes(rules: readonly Rule[]): Rule[] {
  return rules.filter(
    (rule, i) =>
      !rules.slice(0, i).some((stronger) => stronger.column === rule.column && saysTheSame(stronger, rule)),
  );
}

function saysTheSame({ condition: a, ...one }: Rule, { condition: b, ...other }: Rule): boolean {
  if (a.kind !== 'range' || b.kind !== 'range') return false;
  return one.riskRatio > 1 === other.riskRatio > 1 && overlap(a, b);
}

function overlap(a: Range, b: Range): boolean {
  return (a.low ?? -Infinity) < (b.high ?? Infinity) && (b.low ?? -Infinity) < (a.high ?? Infinity);
}
