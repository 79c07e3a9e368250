import type { FeatureColumn } from '@holdfast/ml-core';
import { AppError } from '../../../platform/errors/app-error.js';
import type { FeatureColumnSpec } from '../../engine/index.js';

/** How a rule compares a customer's number with its own. */
export type Comparison = 'GT' | 'GTE' | 'LT' | 'LTE' | 'EQ';

/** What counts as "yes" when a classifier is trained: values of a column, or a comparison on a column of numbers. */
export type TargetSpec =
  | {
      readonly kind: 'label';
      readonly column: FeatureColumnSpec;
      readonly positives: readonly (string | number)[];
      /** Values that are as good as none. */
      readonly unknown: readonly (string | number)[];
    }
  | {
      readonly kind: 'rule';
      readonly column: FeatureColumnSpec;
      readonly operator: Comparison;
      readonly value: number;
    };

/** Rows whose answer is known, and the answers: `y[i]` belongs to row `rows[i]` of the table. */
export interface Target {
  readonly rows: Int32Array;
  readonly y: Uint8Array;
  readonly positives: number;
}

/** Minimum rows of the rarer class: with five folds, two of them are evaluated in each. */
export const MIN_CLASS_ROWS = 10;

/**
 * Reads the target from its column. Rows without a value are unknown and left out: they are scored, not trained on.
 * @throws AppError LABEL_NOT_BINARY if every known row has the same answer; TOO_FEW_ROWS if fewer than `minRows`
 * answers are known, or fewer than `MIN_CLASS_ROWS` of one class.
 */
export function readTarget(column: FeatureColumn, spec: TargetSpec, minRows: number): Target {
  const answer = column.kind === 'numeric' ? numericAnswer(column.values, spec) : levelAnswer(column, spec);
  const total = column.kind === 'numeric' ? column.values.length : column.codes.length;
  const rows: number[] = [];
  const answers: number[] = [];
  let positives = 0;
  for (let row = 0; row < total; row++) {
    const value = answer(row);
    if (value < 0) continue;
    rows.push(row);
    answers.push(value);
    positives += value;
  }
  requireBothClasses(column.name, rows.length, positives, minRows);
  return { rows: Int32Array.from(rows), y: Uint8Array.from(answers), positives };
}

/** 1 yes, 0 no, −1 unknown. */
type Answer = (row: number) => number;

function numericAnswer(values: Float64Array, spec: TargetSpec): Answer {
  if (spec.kind === 'rule') {
    const holds = comparison(spec.operator, spec.value);
    return (row) => (Number.isNaN(values[row]!) ? -1 : Number(holds(values[row]!)));
  }
  const positives = new Set(spec.positives.map(Number));
  const unknown = new Set(spec.unknown.map(Number)).add(Number.NaN);
  return (row) => (unknown.has(values[row]!) ? -1 : Number(positives.has(values[row]!)));
}

function levelAnswer(column: FeatureColumn & { kind: 'categorical' }, spec: TargetSpec): Answer {
  if (spec.kind === 'rule') {
    throw new AppError('BAD_USER_INPUT', `The rule compares "${column.name}", which holds no numbers.`);
  }
  // In any case, as everywhere: "Yes" and "yes" are one answer.
  const lower = (value: string | number) => String(value).toLowerCase();
  const positives = new Set(spec.positives.map(lower));
  const unknown = new Set(spec.unknown.map(lower));
  const answers = column.levels.map((level) =>
    unknown.has(lower(level)) ? -1 : Number(positives.has(lower(level))),
  );
  return (row) => answers[column.codes[row]!] ?? -1;
}

function equals(expected: number): (value: number) => boolean {
  return (value) => value === expected;
}

/** The comparison as a function of a customer's number. */
export function comparison(operator: Comparison, bound: number): (value: number) => boolean {
  switch (operator) {
    case 'GT':
      return (value) => value > bound;
    case 'GTE':
      return (value) => value >= bound;
    case 'LT':
      return (value) => value < bound;
    case 'LTE':
      return (value) => value <= bound;
    case 'EQ':
      return equals(bound);
  }
}

function requireBothClasses(name: string, known: number, positives: number, minRows: number): void {
  if (known < minRows) {
    throw new AppError(
      'TOO_FEW_ROWS',
      `"${name}" is known for ${known} customers; at least ${minRows} are needed.`,
    );
  }
  const rarer = Math.min(positives, known - positives);
  if (rarer === 0) {
    const all = positives === 0 ? 'none' : 'all';
    throw new AppError(
      'LABEL_NOT_BINARY',
      `According to "${name}", ${all} of ${known} customers left; some must have left and some must have stayed.`,
    );
  }
  if (rarer < MIN_CLASS_ROWS) {
    const who = positives < known - positives ? 'left' : 'stayed';
    throw new AppError(
      'TOO_FEW_ROWS',
      `According to "${name}", ${rarer} of ${known} customers ${who}; at least ${MIN_CLASS_ROWS} are needed to evaluate a model.`,
    );
  }
}
