import type { Rule } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { wordsOf } from '../../feature-matrix/index.js';
import type { Statement } from './churn-report.types.js';

const MILLISECONDS_A_DAY = 86_400_000;

/** What goes with leaving or staying, as sentences with their figures, strongest first like the rules. */
export function statementsOf(rules: readonly Rule[], columns: readonly FeatureColumnSpec[]): Statement[] {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return rules.map((rule) => {
    const condition = conditionInWords(rule, types.get(rule.column) ?? 'CATEGORY');
    const { column, riskRatio, low, high, support } = rule;
    const text = `Customers whose ${condition} are ${likelihood(riskRatio)} as likely to leave as other customers.`;
    return { text, feature: column, condition, riskRatio, low, high, support };
  });
}

/** `3.1 times`, and below 1 as a share: `12 %`. */
function likelihood(ratio: number): string {
  if (ratio >= 1) return `${Number(ratio.toPrecision(2))} times`;
  return `${Number((100 * ratio).toPrecision(2))} %`;
}

function conditionInWords({ column, condition }: Rule, type: FeatureColumnSpec['type']): string {
  const name = wordsOf(column);
  if (condition.kind === 'missing') return `${name} is unknown`;
  if (condition.kind === 'level') return `${name} is ${condition.level}`;
  const { low, high } = condition;
  if (type === 'BOOLEAN') return `${name} is ${low === null ? 'no' : 'yes'}`;
  if (type === 'DATE') return `${name} is ${range(low, high, 'before', 'or later', asDay)}`;
  return `${name} is ${range(low, high, 'under', 'or more', String)}`;
}

function range(
  low: number | null,
  high: number | null,
  below: string,
  above: string,
  write: (bound: number) => string,
): string {
  if (low === null) return `${below} ${write(high!)}`;
  if (high === null) return `${write(low)} ${above}`;
  return `${write(low)} to ${below} ${write(high)}`;
}

function asDay(days: number): string {
  return new Date(days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
