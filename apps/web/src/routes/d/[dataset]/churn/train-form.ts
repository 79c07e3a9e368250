import type { TARGET_EVENTS } from '@holdfast/schema';

/** A column as the form needs it. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly role: string;
  readonly distinctCount: number;
}

/** The form that defines what to predict. Each kind has its own fields, which survive a change of kind. */
export interface TrainForm {
  kind: 'label' | 'rule';
  labelColumn: string;
  /** Empty: the usual spellings (Yes, True, 1 ...) are tried. */
  positiveValues: string[];
  /** Values that say nothing, beside those that say so themselves. */
  unknownValues: string[];
  /** What happened; empty: as the name of the column says. */
  event: keyof typeof TARGET_EVENTS | '';
  /** A verb in the past for it. */
  words: string;
  ruleColumn: string;
  operator: 'GT' | 'GTE' | 'LT' | 'LTE' | 'EQ';
  value: number | null;
}

/** Columns whose name says how long ago somebody was last seen. */
const RECENCY = /recency|days.?since|last|inactive/i;

/** The form to start from: the churn label if one is known, else a column with two values, else a rule on recency. */
export function suggestDefinition(columns: readonly Column[]): TrainForm {
  const label =
    columns.find(({ role }) => role === 'CHURN_LABEL') ??
    columns.find(
      ({ name, distinctCount }) => distinctCount === 2 && /churn|left|exit|attrit|response/i.test(name),
    ) ??
    columns.find(({ distinctCount, role }) => distinctCount === 2 && role !== 'CUSTOMER_ID');
  const numbers = columns.filter(({ type, role }) => type === 'NUMBER' && role !== 'CUSTOMER_ID');
  const recency = numbers.find(({ name }) => RECENCY.test(name)) ?? numbers[0];
  return {
    kind: label || !recency ? 'label' : 'rule',
    labelColumn: label?.name ?? '',
    positiveValues: [],
    unknownValues: [],
    event: '',
    words: '',
    ruleColumn: recency?.name ?? '',
    operator: 'GT',
    value: null,
  };
}

/** What a value of the label may mean: that it happened, that it did not, or nothing. */
export const MEANINGS = ['yes', 'no', 'unknown'] as const;
export type Meaning = (typeof MEANINGS)[number];

/** A value of the label, and what the API takes it to mean. */
interface Level {
  readonly value: string;
  readonly happened: boolean | null;
}

/** What a value means: what was said, else what the API takes it to mean. */
export function meaningOf(form: TrainForm, { value, happened }: Level, isClear: boolean): Meaning {
  if (form.unknownValues.includes(value)) return 'unknown';
  if (form.positiveValues.length > 0 && !isClear) return form.positiveValues.includes(value) ? 'yes' : 'no';
  if (happened === null) return isClear ? 'unknown' : 'no';
  return happened ? 'yes' : 'no';
}

/** The form after one of the values got another meaning; those that the API suggested are kept. */
export function withMeaning(
  form: TrainForm,
  levels: readonly Level[],
  value: string,
  meaning: Meaning,
): TrainForm {
  const suggested = levels.flatMap((level) => (level.happened === true ? [level.value] : []));
  const positives = form.positiveValues.length > 0 ? form.positiveValues : suggested;
  const without = (values: readonly string[]) => values.filter((other) => other !== value);
  return {
    ...form,
    positiveValues: meaning === 'yes' ? [...without(positives), value] : without(positives),
    unknownValues:
      meaning === 'unknown' ? [...without(form.unknownValues), value] : without(form.unknownValues),
  };
}

/** The form as the API's input. */
export function toDefinition(form: TrainForm) {
  const happened = { event: form.event === '' ? null : form.event, words: form.words.trim() || null };
  if (form.kind === 'label') {
    return {
      labelColumn: form.labelColumn,
      positiveValues: form.positiveValues.length === 0 ? null : form.positiveValues,
      unknownValues: form.unknownValues.length === 0 ? null : form.unknownValues,
      ...happened,
    };
  }
  return { ...happened, rule: { column: form.ruleColumn, operator: form.operator, value: form.value ?? 0 } };
}
