import { AppError } from '../../../platform/errors/app-error.js';
import { readStates } from '../../datasets/index.js';
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
type LabelRequest = Pick<DefinitionRequest, 'positiveValue' | 'positiveValues' | 'unknownValues' | 'event'>;

/** Values that are written where nothing is known, in common languages. */
const PLACEHOLDER =
  /^(unknown|undefined|unspecified|missing|none|null|nan|nil|n\.?\/?a\.?|k\.? ?a\.?|tb[acd]|t\.b\.[acd]\.|not (yet )?(known|available|applicable|specified|stated|set)|unbekannt|inconnue?|desconocid[oa]|desconhecid[oa]|sconosciut[oa]|onbekend|nieznan[aey]|[?.\-–—*]+|#n\/a|#(ref|value|wert|bezug)!|#(nv|null)!?)$/i;
const MOST_VALUES = 100;

/**
 * Which values of a label column mean what. Its missing values are known to leave enough others.
 * @throws AppError LABEL_NOT_BINARY, TOO_FEW_ROWS or BAD_USER_INPUT, with the input field at fault
 */
export function resolveLabel(
  column: DefinitionColumn,
  { positiveValue, positiveValues, unknownValues, event }: LabelRequest,
  customerCount: number,
): LabelDefinition {
  const unknown = readUnknown(column, unknownValues ?? []);
  if (positiveValues != null && positiveValue != null) {
    throw refusal('Both positiveValue and positiveValues are given; name all values in positiveValues.');
  }
  const asked =
    positiveValues ?? (positiveValue == null ? obviousStates(column, unknown, event != null) : null);
  return asked === null
    ? resolvePair(column, positiveValue ?? null, unknown)
    : resolveLevels(column, { asked, unknown }, customerCount - column.missingCount);
}

/** The values that are said to say nothing, in the column's spelling; those that it no longer has do no harm. */
function readUnknown(column: DefinitionColumn, asked: readonly string[]): readonly string[] {
  if (asked.length > MOST_VALUES) {
    throw refusal(
      `unknownValues has ${asked.length} values; it may have 0..${MOST_VALUES}.`,
      'unknownValues',
    );
  }
  const values = column.topValues.map(({ value }) => value);
  return [...new Set(asked.map((value) => findLevel(value, values)))];
}

/**
 * Of several states those whose own words mean "left"; null where they do not say, or where another may mean it as well and
 * nobody has said what happened.
 */
function obviousStates(
  column: DefinitionColumn,
  unknown: readonly string[],
  isSaid: boolean,
): readonly string[] | null {
  if (!isAllListed(column)) return null;
  const values = column.topValues.map(({ value }) => value);
  const states = readStates(values.filter((value) => !unknown.includes(value) && !isPlaceholder(value)));
  return states && (isSaid || states.unclear.length === 0) ? states.left : null;
}

/** Two values, apart from those that say nothing; a placeholder is one of the two where there is no other. */
function resolvePair(
  column: DefinitionColumn,
  positiveValue: string | null,
  unknown: readonly string[],
): LabelDefinition {
  const isOne = (value: string) => positiveValue !== null && findLevel(positiveValue, [value]) === value;
  const says = column.topValues.filter(({ value }) => !unknown.includes(value));
  const clear = says.length === 2 ? says : says.filter(({ value }) => !isPlaceholder(value) || isOne(value));
  if (!isAllListed(column) || clear.length !== 2) {
    const many = column.distinctCount > 2;
    throw new AppError(
      'LABEL_NOT_BINARY',
      `"${column.name}" has ${classesInWords(column)}; a churn label has 2: left and stayed.${many ? ' Say with positiveValues which of them mean that it happened.' : ''}`,
      { field: ['definition', 'labelColumn'] },
    );
  }
  const values = clear.map(({ value }) => value);
  requireRarerClass(column.name, Math.min(...clear.map(({ count }) => count)));
  const positive = findPositiveValue(column.name, values, positiveValue);
  const unknownValues = column.topValues.flatMap(({ value }) => (values.includes(value) ? [] : [value]));
  return { kind: 'label', column: column.name, positiveValues: [positive], unknownValues };
}

function resolveLevels(
  column: DefinitionColumn,
  { asked, unknown }: { readonly asked: readonly string[]; readonly unknown: readonly string[] },
  known: number,
): LabelDefinition {
  if (asked.length < 1 || asked.length > MOST_VALUES) {
    throw refusal(`positiveValues has ${asked.length} values; it must have 1..${MOST_VALUES}.`);
  }
  const values = column.topValues.map(({ value }) => value);
  const positiveValues = [...new Set(asked.map((value) => findLevel(value, values)))];
  const stray = positiveValues.find((value) => !values.includes(value));
  if (stray !== undefined && isAllListed(column)) {
    throw refusal(`positiveValues has "${stray}"; "${column.name}" has ${classesInWords(column)}.`);
  }
  const both = positiveValues.find((value) => unknown.includes(value));
  if (both !== undefined) {
    throw refusal(
      `"${both}" is in positiveValues and in unknownValues; a value has one meaning.`,
      'unknownValues',
    );
  }
  const placeholders = column.topValues.flatMap(({ value }) =>
    isPlaceholder(value) && !positiveValues.includes(value) ? [value] : [],
  );
  const unknownValues = [...new Set([...placeholders, ...unknown])];
  if (isAllListed(column)) requireBothClasses(column, positiveValues, unknownValues, known);
  return { kind: 'label', column: column.name, positiveValues, unknownValues };
}

/** Beyond the most frequent values, what a column holds is not known here; the training counts it. */
function isAllListed({ distinctCount, topValues }: DefinitionColumn): boolean {
  return distinctCount <= topValues.length;
}

function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.trim());
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

function refusal(message: string, field: 'positiveValues' | 'unknownValues' = 'positiveValues'): AppError {
  return new AppError('BAD_USER_INPUT', message, { field: ['definition', field] });
}
