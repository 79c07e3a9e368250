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
    event: '',
    words: '',
    ruleColumn: recency?.name ?? '',
    operator: 'GT',
    value: null,
  };
}

/** The form as the API's input. */
export function toDefinition(form: TrainForm) {
  const happened = { event: form.event === '' ? null : form.event, words: form.words.trim() || null };
  if (form.kind === 'label') {
    return {
      labelColumn: form.labelColumn,
      positiveValues: form.positiveValues.length === 0 ? null : form.positiveValues,
      ...happened,
    };
  }
  return { ...happened, rule: { column: form.ruleColumn, operator: form.operator, value: form.value ?? 0 } };
}
