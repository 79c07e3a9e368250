import { AppError } from '../../../platform/errors/app-error.js';
import { MIN_CLASS_ROWS } from '../training/target.js';
import type { DefinitionColumn, DefinitionRequest } from './definition-request.js';
import { findPositiveValue, labelInWords } from './positive-value.js';

/**
 * A label column: some of its values mean that it happened, some and the blanks say nothing, and all others mean that it
 * did not.
 */
export interface LabelDefinition {
  readonly kind: 'label';
  readonly column: string;
  readonly positiveValues: readonly string[];
  readonly unknownValues: readonly string[];
}

/** The parts of a request that are about a label. */
type LabelRequest = Pick<DefinitionRequest, 'positiveValue' | 'positiveValues'>;

/** Values that are written where nothing is known. */
const PLACEHOLDER =
  /^(unknown|undefined|missing|none|null|nan|n\/?a|not (known|available|applicable)|[?.\-–—]+|#n\/a)$/i;
const MOST_POSITIVE = 100;

/**
 * Which values of a label column mean what. Its missing values are known to leave enough others.
 * @throws AppError LABEL_NOT_BINARY, TOO_FEW_ROWS or BAD_USER_INPUT, with the input field at fault.
 */
export function resolveLabel(
  column: DefinitionColumn,
  { positiveValue, positiveValues }: LabelRequest,
  customerCount: number,
): LabelDefinition {
  if (positiveValues == null) return resolvePair(column, positiveValue ?? null);
  if (positiveValue != null) {
    throw refusal('Both positiveValue and positiveValues are given; name all values in positiveValues.');
  }
  return resolveLevels(column, positiveValues, customerCount - column.missingCount);
}

function resolvePair(column: DefinitionColumn, positiveValue: string | null): LabelDefinition {
  if (column.distinctCount !== 2) {
    const many = column.distinctCount > 2;
    throw new AppError(
      'LABEL_NOT_BINARY',
      `"${column.name}" has ${classesInWords(column)}; a churn label has 2: left and stayed.${many ? ' Say with positiveValues which of them mean that it happened.' : ''}`,
      { field: ['definition', 'labelColumn'] },
    );
  }
  const values = column.topValues.map(({ value }) => value);
  requireRarerClass(column.name, Math.min(...column.topValues.map(({ count }) => count)));
  const positive = findPositiveValue(column.name, values, positiveValue);
  return { kind: 'label', column: column.name, positiveValues: [positive], unknownValues: [] };
}

function resolveLevels(column: DefinitionColumn, asked: readonly string[], known: number): LabelDefinition {
  if (asked.length < 1 || asked.length > MOST_POSITIVE) {
    throw refusal(`positiveValues has ${asked.length} values; it must have 1..${MOST_POSITIVE}.`);
  }
  const values = column.topValues.map(({ value }) => value);
  // Beyond the most frequent values, what a column holds is not known here; the training counts it.
  const allListed = column.distinctCount <= values.length;
  const positiveValues = [...new Set(asked.map((value) => findLevel(value, values)))];
  const stray = positiveValues.find((value) => !values.includes(value));
  if (stray !== undefined && allListed) {
    throw refusal(`positiveValues has "${stray}"; "${column.name}" has ${classesInWords(column)}.`);
  }
  const unknownValues = values.filter(
    (value) => PLACEHOLDER.test(value.trim()) && !positiveValues.includes(value),
  );
  if (allListed) requireBothClasses(column, positiveValues, unknownValues, known);
  return { kind: 'label', column: column.name, positiveValues, unknownValues };
}

function requireBothClasses(
  column: DefinitionColumn,
  positiveValues: readonly string[],
  unknownValues: readonly string[],
  known: number,
): void {
  const count = (values: readonly string[]) =>
    column.topValues.reduce((sum, { value, count }) => sum + (values.includes(value) ? count : 0), 0);
  const happened = count(positiveValues);
  const didNot = known - happened - count(unknownValues);
  if (didNot <= 0) {
    throw refusal(
      `positiveValues names every known value of "${column.name}"; at least one must mean that it did not happen.`,
    );
  }
  requireRarerClass(column.name, Math.min(happened, didNot));
}

function requireRarerClass(name: string, rarer: number): void {
  if (rarer >= MIN_CLASS_ROWS) return;
  throw new AppError(
    'TOO_FEW_ROWS',
    `The rarer value of "${name}" occurs ${rarer} times; at least ${MIN_CLASS_ROWS} are needed to evaluate a model.`,
    { field: ['definition'] },
  );
}

/** The column's own spelling of a value, where it has one. */
function findLevel(asked: string, values: readonly string[]): string {
  const plain = (value: string) => {
    const text = value.trim().toLowerCase();
    return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
  };
  return (
    values.find((value) => value === asked) ?? values.find((value) => plain(value) === plain(asked)) ?? asked
  );
}

function classesInWords(column: DefinitionColumn): string {
  if (column.distinctCount === 1) return `one value, ${labelInWords(column.topValues[0]?.value ?? '')}`;
  const shown = column.topValues.slice(0, 5).map(({ value }) => labelInWords(value));
  const more = column.distinctCount > shown.length ? ', …' : '';
  return `${column.distinctCount} values (${shown.join(', ')}${more})`;
}

function refusal(message: string): AppError {
  return new AppError('BAD_USER_INPUT', message, { field: ['definition', 'positiveValues'] });
}
