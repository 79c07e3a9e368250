import { MIN_TRAINING_ROWS } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import { type Comparison, MIN_CLASS_ROWS } from '../training/target.js';
import { findPositiveValue, labelInWords } from './positive-value.js';

/** What "left" means for a model: a value of a label column, or a comparison on a column of numbers. */
export type ChurnDefinition =
  | { readonly kind: 'label'; readonly column: string; readonly positiveValue: string }
  | {
      readonly kind: 'rule';
      readonly column: string;
      readonly operator: Comparison;
      readonly value: number;
    };

/** The definition as a caller gives it; if it is empty, the dataset's label column is used. */
export interface DefinitionRequest {
  readonly labelColumn?: string | null;
  readonly positiveValue?: string | null;
  readonly rule?: { readonly column: string; readonly operator: Comparison; readonly value: number } | null;
}

/** What a definition needs to know about an imported column. */
export interface DefinitionColumn {
  readonly name: string;
  readonly type: string;
  readonly role: string;
  readonly missingCount: number;
  readonly distinctCount: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly topValues: readonly { readonly value: string; readonly count: number }[];
}

/** The request that would give this definition again. */
export function requestOf(definition: ChurnDefinition): DefinitionRequest {
  if (definition.kind === 'label') {
    return { labelColumn: definition.column, positiveValue: definition.positiveValue };
  }
  const { column, operator, value } = definition;
  return { rule: { column, operator, value } };
}

/**
 * Determines what "left" means from the column figures alone, so that a bad request is refused at once.
 * @throws AppError NO_LABEL, UNKNOWN_COLUMN, ALL_VALUES_MISSING, LABEL_NOT_BINARY, TOO_FEW_ROWS or BAD_USER_INPUT, with
 * the input field at fault.
 */
export function resolveDefinition(
  request: DefinitionRequest | null | undefined,
  columns: readonly DefinitionColumn[],
  customerCount: number,
): ChurnDefinition {
  if (request?.rule) {
    if (request.labelColumn) {
      throw new AppError(
        'BAD_USER_INPUT',
        'Both labelColumn and rule are given; a definition has only one of them.',
        {
          field: ['definition'],
        },
      );
    }
    return resolveRule(request.rule, columns, customerCount);
  }
  const column = request?.labelColumn
    ? requireColumn(request.labelColumn, columns, ['definition', 'labelColumn'])
    : columns.find(({ role }) => role === 'CHURN_LABEL');
  if (!column) {
    throw new AppError(
      'NO_LABEL',
      'No column has the role CHURN_LABEL; name one as definition.labelColumn, or give a definition.rule.',
      { field: ['definition'] },
    );
  }
  return resolveLabel(column, request?.positiveValue ?? null, customerCount);
}

/** The definition in words, e.g. `Status is "gone"`, `Churn is yes` or `Recency > 60`. */
export function describeDefinition(definition: ChurnDefinition): string {
  if (definition.kind === 'label') {
    const { column, positiveValue } = definition;
    return `${column} is ${labelInWords(positiveValue)}`;
  }
  return `${definition.column} ${SIGNS[definition.operator]} ${definition.value}`;
}

const SIGNS: Record<Comparison, string> = { GT: '>', GTE: '≥', LT: '<', LTE: '≤', EQ: '=' };

function resolveLabel(
  column: DefinitionColumn,
  positiveValue: string | null,
  customerCount: number,
): ChurnDefinition {
  const field = ['definition', 'labelColumn'];
  requireKnownRows(column, customerCount, field);
  if (column.distinctCount !== 2) {
    throw new AppError(
      'LABEL_NOT_BINARY',
      `"${column.name}" has ${classesInWords(column)}; a churn label has 2: left and stayed.`,
      { field },
    );
  }
  const values = column.topValues.map(({ value }) => value);
  const rarer = column.topValues.reduce(
    (least, { count }) => Math.min(least, count),
    Number.POSITIVE_INFINITY,
  );
  requireRarerClass(column.name, rarer);
  return {
    kind: 'label',
    column: column.name,
    positiveValue: findPositiveValue(column.name, values, positiveValue),
  };
}

function requireRarerClass(name: string, rarer: number): void {
  if (rarer >= MIN_CLASS_ROWS) return;
  throw new AppError(
    'TOO_FEW_ROWS',
    `The rarer value of "${name}" occurs ${rarer} times; at least ${MIN_CLASS_ROWS} are needed to evaluate a model.`,
    { field: ['definition'] },
  );
}

function resolveRule(
  rule: NonNullable<DefinitionRequest['rule']>,
  columns: readonly DefinitionColumn[],
  customerCount: number,
): ChurnDefinition {
  const column = requireColumn(rule.column, columns, ['definition', 'rule', 'column']);
  if (column.type !== 'NUMBER') {
    throw new AppError(
      'BAD_USER_INPUT',
      `"${column.name}" is a ${column.type}; a rule compares a NUMBER. Use labelColumn for other types.`,
      { field: ['definition', 'rule', 'column'] },
    );
  }
  if (!Number.isFinite(rule.value)) {
    throw new AppError(
      'BAD_USER_INPUT',
      `The rule compares with ${rule.value}; it must be a finite number.`,
      {
        field: ['definition', 'rule', 'value'],
      },
    );
  }
  requireKnownRows(column, customerCount, ['definition', 'rule', 'column']);
  const definition: ChurnDefinition = { kind: 'rule', ...rule, column: column.name };
  requireRuleThatDivides(definition, column);
  return definition;
}

function requireRuleThatDivides(rule: ChurnDefinition & { kind: 'rule' }, column: DefinitionColumn): void {
  const { min, max } = column;
  if (min === null || max === null) return;
  const outcome = everyoneOrNobody(rule.operator, rule.value, min, max);
  if (outcome === null) return;
  throw new AppError(
    'LABEL_NOT_BINARY',
    `${describeDefinition(rule)} holds for ${outcome}: "${column.name}" is between ${min} and ${max}.`,
    { field: ['definition', 'rule', 'value'] },
  );
}

function everyoneOrNobody(
  operator: Comparison,
  value: number,
  min: number,
  max: number,
): 'everyone' | 'nobody' | null {
  switch (operator) {
    case 'GT':
      return value >= max ? 'nobody' : value < min ? 'everyone' : null;
    case 'GTE':
      return value > max ? 'nobody' : value <= min ? 'everyone' : null;
    case 'LT':
      return value <= min ? 'nobody' : value > max ? 'everyone' : null;
    case 'LTE':
      return value < min ? 'nobody' : value >= max ? 'everyone' : null;
    case 'EQ':
      return value < min || value > max ? 'nobody' : min === max ? 'everyone' : null;
  }
}

function requireColumn(
  name: string,
  columns: readonly DefinitionColumn[],
  field: readonly string[],
): DefinitionColumn {
  const column = columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const names = columns.slice(0, 12).map((candidate) => candidate.name);
  const more = columns.length > names.length ? ', …' : '';
  throw new AppError(
    'UNKNOWN_COLUMN',
    `No column is named "${name}"; the columns are ${names.join(', ')}${more}.`,
    {
      field,
    },
  );
}

function requireKnownRows(column: DefinitionColumn, customerCount: number, field: readonly string[]): void {
  const known = customerCount - column.missingCount;
  if (customerCount > 0 && known === 0) {
    throw new AppError('ALL_VALUES_MISSING', `"${column.name}" has no values; it cannot tell who left.`, {
      field,
    });
  }
  if (known < MIN_TRAINING_ROWS) {
    throw new AppError(
      'TOO_FEW_ROWS',
      `"${column.name}" is known for ${known} customers; at least ${MIN_TRAINING_ROWS} are needed to train a model.`,
      { field },
    );
  }
}

function classesInWords(column: DefinitionColumn): string {
  if (column.distinctCount === 1) return `one value, ${labelInWords(column.topValues[0]?.value ?? '')}`;
  const shown = column.topValues.slice(0, 5).map(({ value }) => labelInWords(value));
  const more = column.distinctCount > shown.length ? ', …' : '';
  return `${column.distinctCount} values (${shown.join(', ')}${more})`;
}
