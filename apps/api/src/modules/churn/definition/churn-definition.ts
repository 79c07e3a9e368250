import { MIN_TRAINING_ROWS } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import { speaking } from '../../../platform/words/spoken.js';
import { namesOutcome, readStates } from '../../datasets/index.js';
import type { Comparison } from '../training/target.js';
import type { DefinitionColumn, DefinitionRequest } from './definition-request.js';
import type { Sign } from './messages.en.js';
import { say } from './messages.js';
import { labelInWords } from './positive-value.js';
import { type LabelDefinition, resolveLabel } from './resolve-label.js';
import { resolveEvent, type WhatHappened } from './target-event.js';

/** What a model predicts: values of a label column, or a comparison on a column of numbers, and what they mean. */
export type ChurnDefinition = WhatHappened & (LabelDefinition | RuleDefinition);

/** A comparison on a column of numbers. Customers without a number are unknown. */
export interface RuleDefinition {
  readonly kind: 'rule';
  readonly column: string;
  readonly operator: Comparison;
  readonly value: number;
}

/** The request that would give this definition again. */
export function requestOf(definition: ChurnDefinition): DefinitionRequest {
  const { event, words } = definition;
  if (definition.kind === 'label') {
    const { column: labelColumn, positiveValues, unknownValues } = definition;
    return { labelColumn, positiveValues, unknownValues, event, words };
  }
  const { column, operator, value } = definition;
  return { rule: { column, operator, value }, event, words };
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
    const rule = resolveRule(request.rule, columns, customerCount);
    return { ...rule, ...resolveEvent(request, rule.column) };
  }
  const column = request?.labelColumn
    ? requireColumn(request.labelColumn, columns, ['definition', 'labelColumn'])
    : columns.find(({ role }) => role === 'CHURN_LABEL');
  if (!column) {
    throw new AppError(
      'NO_LABEL',
      `No column has the role CHURN_LABEL; name one as definition.labelColumn, or give a definition.rule.${labelHint(columns)}`,
      { field: ['definition'] },
    );
  }
  requireKnownRows(column, customerCount, ['definition', 'labelColumn']);
  const label = resolveLabel(column, request ?? {}, customerCount);
  return { ...label, ...resolveEvent(request ?? {}, label.column) };
}

/** The definition in words of the language of now, e.g. `Status is "gone"`, `Churn is yes` or `Recency > 60`. */
export function describeDefinition(definition: ChurnDefinition): string {
  if (definition.kind === 'label') {
    return say().isOneOf(definition.column, definition.positiveValues);
  }
  return describeRule(definition);
}

function describeRule({ column, operator, value }: RuleDefinition): string {
  return say().compares(column, SIGNS[operator], value);
}

const SIGNS: Record<Comparison, Sign> = { GT: '>', GTE: '≥', LT: '<', LTE: '≤', EQ: '=' };

function resolveRule(
  rule: NonNullable<DefinitionRequest['rule']>,
  columns: readonly DefinitionColumn[],
  customerCount: number,
): RuleDefinition {
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
  const { operator, value } = rule;
  const definition: RuleDefinition = { kind: 'rule', operator, value, column: column.name };
  requireRuleThatDivides(definition, column);
  return definition;
}

function requireRuleThatDivides(rule: RuleDefinition, column: DefinitionColumn): void {
  const { min, max } = column;
  if (min === null || max === null) return;
  const outcome = everyoneOrNobody(rule.operator, rule.value, min, max);
  if (outcome === null) return;
  throw new AppError(
    'LABEL_NOT_BINARY',
    `${speaking('en', () => describeRule(rule))} holds for ${outcome}: "${column.name}" is between ${min} and ${max}.`,
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

/** What might be the label: a column of two values whose name does not say what they mean, or of the states of customers. */
function labelHint(columns: readonly DefinitionColumn[]): string {
  const asked = columns.find(({ name, distinctCount }) => distinctCount === 2 && namesOutcome(name));
  if (asked) {
    const values = asked.topValues.map(({ value }) => labelInWords(value)).join(' and ');
    return ` "${asked.name}" has the values ${values}: if one of them means "left", say which with definition.positiveValue.`;
  }
  for (const { name, topValues } of columns) {
    const states = readStates(topValues.map(({ value }) => value));
    if (states === null) continue;
    const left = states.left.map(labelInWords).join(' and ');
    return ` "${name}" has the ${states.left.length === 1 ? 'value' : 'values'} ${left}: if that means "left", name the column as definition.labelColumn, with definition.positiveValues.`;
  }
  return '';
}
