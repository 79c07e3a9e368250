import { type ColumnRelation, followChange } from '@holdfast/ml-core';
import type { Attributes } from '../../feature-matrix/index.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import { valueText } from '../scoring/value-text.js';

/** A column that moved because others did. */
export interface FollowedColumn {
  readonly feature: string;
  readonly value: string;
  readonly text: string;
}

/** A customer with some attributes changed, and what is computed from them as well. */
export interface ChangedAttributes {
  readonly attributes: Attributes;
  readonly followed: readonly FollowedColumn[];
}

/** Changes attributes and what the training data show to be computed from them: months change, the total follows. */
export function changeAttributes(
  { relations = [] }: Pick<ObservedRates, 'relations'>,
  attributes: Attributes,
  changes: Attributes,
): ChangedAttributes {
  const moves = followChange(relations, numbersOf(attributes), numbersOf(changes));
  const followed = moves.map(({ column, to, relation }) => {
    const value = rounded(to);
    const [now, was] = [valueText(value)!, valueText(attributes[column])];
    return {
      column,
      value,
      told: {
        feature: column,
        value: now,
        text: `${column} follows from ${relationInWords(relation)}: ${now} instead of ${was ?? 'unknown'}`,
      },
    };
  });
  const moved = Object.fromEntries(followed.map(({ column, value }) => [column, value]));
  return { attributes: { ...attributes, ...changes, ...moved }, followed: followed.map(({ told }) => told) };
}

/** "tenure × MonthlyCharges", "Wines + Meat", "30 × months". */
export function relationInWords(relation: ColumnRelation): string {
  if (relation.kind === 'product') {
    const product = relation.parts.join(' × ');
    return Math.abs(relation.factor - 1) < 0.05 ? product : `${valueText(relation.factor)} × ${product}`;
  }
  const parts = relation.parts.map(({ name, weight }, i) => {
    const size = Math.abs(weight) === 1 ? name : `${valueText(Math.abs(weight))} × ${name}`;
    if (i === 0) return weight < 0 ? `−${size}` : size;
    return weight < 0 ? `− ${size}` : `+ ${size}`;
  });
  return relation.intercept === 0 ? parts.join(' ') : `${valueText(relation.intercept)} + ${parts.join(' ')}`;
}

/** What is no number is not known to a relation; null stays null. */
function numbersOf(attributes: Attributes): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'number' && Number.isFinite(value) ? value : null,
    ]),
  );
}

/** To cents, or to six digits of what is smaller. */
function rounded(value: number): number {
  return Math.abs(value) >= 1 ? Math.round(value * 100) / 100 : Number(value.toPrecision(6));
}
