import type { ColumnRole, ColumnType } from '../dataset.enums.js';
import { inWords } from './column-names.js';
import {
  meaningOfName,
  namesOutcome,
  namesState,
  namesWhatCame,
  readStates,
  type States,
  valueThatLeft,
} from './label-words.js';
import { recurringPeriod, sumsUpThePast } from './money-words.js';
import { personalReason } from './personal-data.js';

/** What is known about a column when its role is guessed. */
export interface RoleFacts {
  readonly name: string;
  readonly type: ColumnType;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
  /** How often each value occurs, if there are few. */
  readonly counts?: ReadonlyMap<string, number> | null;
  /** Values from throughout the file, in its order. */
  readonly sample?: readonly string[];
}

/** A role and why it was guessed, in a few words. */
export interface RoleSuggestion {
  readonly role: ColumnRole;
  readonly reason: string;
}

/** Best first: a customer's id is a safer guess than any id. Tested on the name in words, e.g. "customer id". */
export const CUSTOMER_ID_NAMES = [
  /^(customer|client|user|member|account|subscriber|kunden?|kund|cust|person|contact|household|cliente|klant|klient|abonnent|asiakas|müşteri|mitglieds?|vertrags?) ?(id|no|nr|number|num|code|key|nummer|numero|ref|identifier|kennung)$/,
  /^(id|código|codigo|codice|code|kod|numéro|numero|número|numer|nº|n|no|nr|číslo|identifiant|identyfikator|код|номер) ?(de |do |du |del |della |delle )?(customer|client|cliente|kunde|klant|klienta|zákazníka|клиента|abonné|abonado|assinante|utente)$/,
  /^(id|uuid|guid|identifier|external id|kundennr|clientnum|customer|email|e mail)$/,
  /^(kunde|kundin|kund|client|cliente|klant|klient|asiakas|zákazník|müşteri|ügyfél|клиент|id клиента|客户|客户编号|客户id|顧客|顧客番号|顧客id|会員番号|고객|고객번호)$/,
];
const ID_NAMES = [...CUSTOMER_ID_NAMES, /\b(id|uuid|guid|number|nr|no|key)$/];
/** The share of ids that differ: of any column, and of one that is named after the customer. The other rows are rejected. */
const ID_UNIQUENESS = 0.98;
const NAMED_UNIQUENESS = 0.2;
const LABEL_RELATIVE = /\b(churn(ed)?|attrition|exit|cancellation|leaving)\b/;
const OBSERVATION_NAMES =
  /^(observation|observed|snapshot|as of|export(ed)?|report(ing)?|extract(ion|ed)?)( (date|day|at|on|month))?$/;
const MONEY_NAMES = [
  /^((customer )?(life ?time )?value|clv|cltv|ltv|monetary( value)?|customer value)$/,
  /^(total|annual|yearly|lifetime) (revenue|spend|spent|spending|sales|value|charges|amount)$|^(spend|spent|revenue|sales) (total|sum)$/,
  /^(revenue|turnover|umsatz|arr|mrr)$/,
];
/** A column that is known of a smaller share says nothing about customers. */
export const LEAST_KNOWN = 0.05;

/** The roles that a caller wants, by column. */
type AskedRoles = ReadonlyMap<string, { readonly role?: ColumnRole }>;

/** Suggests a role for each column from its name, its type and its values. */
export function suggestRoles(columns: readonly RoleFacts[], asked: AskedRoles = new Map()): RoleSuggestion[] {
  const id = findId(columns);
  // A column that the caller wants for something else is not the label.
  const isFree = ({ name }: RoleFacts) => (asked.get(name)?.role ?? 'CHURN_LABEL') === 'CHURN_LABEL';
  const label = findLabel(columns.filter((column) => column !== id && isFree(column)));
  const money = findBest(
    columns,
    MONEY_NAMES,
    (column) => column.type === 'NUMBER' && column !== id && column !== label && isKnown(column),
  );
  return columns.map((column) => {
    if (column === id) return { role: 'CUSTOMER_ID', reason: idReason(column) };
    if (column === label) return { role: 'CHURN_LABEL', reason: labelReason(column) };
    if (column === money) return { role: 'MONETARY_VALUE', reason: 'named like the value of a customer' };
    return suggestRole(column, label !== undefined);
  });
}

/** What to tell or ask about the suggested roles, in sentences. */
export function roleWarnings(
  columns: readonly RoleFacts[],
  suggestions: readonly RoleSuggestion[],
  asked: AskedRoles = new Map(),
): string[] {
  const warnings: string[] = [];
  const id = columns[suggestions.findIndex(({ role }) => role === 'CUSTOMER_ID')];
  if (id === undefined) {
    const named = columns.find(({ name }) =>
      CUSTOMER_ID_NAMES.some((pattern) => pattern.test(inWords(name))),
    );
    warnings.push(
      named
        ? `"${named.name}" is named like a customer id, but has ${named.distinct} different values in ${named.rows} rows: are the rows purchases or events? If they are customers, choose the column with their ids; without one they are numbered by row.`
        : 'No column looks like a customer id; customers are numbered by row. Choose the column with their ids if there is one.',
    );
  } else {
    const repeated = id.present - id.distinct;
    const blank = id.rows - id.present;
    if (repeated > 0)
      warnings.push(
        `${repeated} rows repeat an id of another row in "${id.name}"; of each customer one row counts: the last, unless you choose another.`,
      );
    if (blank > 0) warnings.push(`${blank} rows have no id in "${id.name}"; they will be rejected.`);
  }
  columns.forEach((column, i) => {
    const { role, reason } = suggestions[i]!;
    if (role === 'CHURN_LABEL' && meaningOfName(column.name) === 'stayed')
      warnings.push(`"${column.name}": ${reason}.`);
    if (
      (role === 'FEATURE' || role === 'IGNORED') &&
      asksForMeaning(column) &&
      !suggestions.some((other) => other.role === 'CHURN_LABEL')
    ) {
      warnings.push(outcomeWarning(column));
    }
  });
  return [...warnings, ...valueQuestion(columns, suggestions, asked)];
}

/** Asks which column a customer's value is, where the suggested one sums up the past beside one of each month or year. */
function valueQuestion(
  columns: readonly RoleFacts[],
  suggestions: readonly RoleSuggestion[],
  asked: AskedRoles,
): string[] {
  const total = columns[suggestions.findIndex(({ role }) => role === 'MONETARY_VALUE')];
  const recurring = columns.find(
    (column, i) =>
      column.type === 'NUMBER' &&
      column.distinct > 1 &&
      isKnown(column) &&
      suggestions[i]!.role === 'FEATURE' &&
      recurringPeriod(column.name),
  );
  const isAnswered = [...asked.values()].some(({ role }) => role === 'MONETARY_VALUE');
  if (!total || !recurring || isAnswered || !sumsUpThePast(total.name)) return [];
  return [
    `"${total.name}" sums up the past, and "${recurring.name}" is an amount per ${recurringPeriod(recurring.name)}: which of them is a customer's value? "${total.name}" is, unless you make the other the MONETARY_VALUE.`,
  ];
}

function findId(columns: readonly RoleFacts[]): RoleFacts | undefined {
  return (
    findBest(columns, CUSTOMER_ID_NAMES, (column) => couldBeId(column, NAMED_UNIQUENESS)) ??
    findBest(columns, ID_NAMES, (column) => couldBeId(column, ID_UNIQUENESS))
  );
}

function idReason({ rows, present, distinct }: RoleFacts): string {
  if (distinct === rows) return 'named like an id, and different for every row';
  const blank = rows - present;
  const none = blank > 0 ? `, ${blank} have none` : '';
  return `named like an id; ${present - distinct} of ${rows} rows repeat one${none}`;
}

function findLabel(columns: readonly RoleFacts[]): RoleFacts | undefined {
  const binary = columns.filter((column) => isBinary(column) && isKnown(column));
  return (
    binary.find(({ name }) => meaningOfName(name) === 'left') ??
    binary.find(({ counts }) => counts && valueThatLeft([...counts.keys()]) !== undefined) ??
    columns.find((column) => isNamedAfterState(column) && statesOf(column)?.unclear.length === 0) ??
    binary.find(({ name }) => meaningOfName(name) === 'stayed')
  );
}

function isNamedAfterState({ name }: RoleFacts): boolean {
  return namesState(name) || meaningOfName(name) !== null;
}

/** The states of customers that a column of several values tells; null if it does not. */
function statesOf(column: RoleFacts): States | null {
  const { type, counts } = column;
  return type === 'CATEGORY' && counts && isKnown(column) ? readStates([...counts.keys()]) : null;
}

/** The values that mean that a customer left, by their own words. */
export function leftInWords(column: RoleFacts): readonly string[] {
  const { counts } = column;
  const left = counts && isBinary(column) ? valueThatLeft([...counts.keys()]) : undefined;
  return left === undefined ? (statesOf(column)?.left ?? []) : [left];
}

function labelReason(column: RoleFacts): string {
  const { name, distinct } = column;
  const left = leftInWords(column);
  if (left.length > 0) {
    const of = distinct === 2 ? 'two values' : `${distinct} values`;
    const quoted = left.map((value) => `"${value}"`).join(' or ');
    return `${of}, of which ${quoted} means that a customer left`;
  }
  return meaningOfName(name) === 'left'
    ? 'named like a churn label, with two values'
    : 'named after those who stayed: no means that a customer left';
}

function suggestRole(column: RoleFacts, hasLabel: boolean): RoleSuggestion {
  const words = inWords(column.name);
  const { type, present, distinct, rows } = column;
  if (present === 0) return { role: 'IGNORED', reason: 'no value at all' };
  if (distinct === 1) return { role: 'IGNORED', reason: 'the same value in every row that has one' };
  if (!isKnown(column)) return { role: 'IGNORED', reason: `known in only ${present} of ${rows} rows` };
  const saysWhoLeft = (isBinary(column) && meaningOfName(column.name)) || leftInWords(column).length > 0;
  if (hasLabel && (LABEL_RELATIVE.test(words) || saysWhoLeft)) {
    return { role: 'IGNORED', reason: 'named after churn; it may hold what is only known of those who left' };
  }
  if (type === 'DATE' && OBSERVATION_NAMES.test(words)) {
    return { role: 'OBSERVATION_DATE', reason: 'a date, named like the day of the export' };
  }
  const isNamedLikeId = ID_NAMES.some((pattern) => pattern.test(words));
  if (isNamedLikeId && couldBeId(column, ID_UNIQUENESS)) {
    return { role: 'IGNORED', reason: 'named like an id, and different for every row' };
  }
  if (type === 'NUMBER' && distinct > 2 && /\b(id|uuid|guid|key)$/.test(words)) {
    return { role: 'IGNORED', reason: 'named like an id: its numbers are no quantities' };
  }
  if (isNamedLikeId && type !== 'BOOLEAN' && CUSTOMER_ID_NAMES.some((pattern) => pattern.test(words))) {
    return { role: 'IGNORED', reason: `named like an id, with ${distinct} different values in ${rows} rows` };
  }
  const personal = personalReason(column.name, type, column.sample ?? []);
  if (personal) return { role: 'IGNORED', reason: personal };
  if (isRowCounter(words, column)) return { role: 'IGNORED', reason: 'counts the rows' };
  if (isIdentifier(column))
    return { role: 'IGNORED', reason: 'long whole numbers, different in nearly every row: an identifier' };
  if (type === 'TEXT') {
    const often = distinct >= 0.9 * present ? 'nearly every row has its own' : `${distinct} different texts`;
    return { role: 'IGNORED', reason: `free text: ${often}` };
  }
  const gaps = present < rows ? `, ${rows - present} missing` : '';
  const asks = asksForMeaning(column);
  if (asks && namesWhatCame(column.name)) {
    return { role: 'IGNORED', reason: `named like an outcome, with two values${gaps}: say what yes means` };
  }
  const question = !asks
    ? ''
    : isBinary(column)
      ? '; two values: say what yes means if it tells who left'
      : '; say whether it tells who left';
  return { role: 'FEATURE', reason: `${DESCRIPTIONS[type]}, ${distinct} different${gaps}${question}` };
}

const DESCRIPTIONS: Readonly<Record<Exclude<ColumnType, 'TEXT'>, string>> = {
  NUMBER: 'numbers',
  BOOLEAN: 'yes or no',
  CATEGORY: 'categories',
  DATE: 'dates',
};

function isBinary({ type, distinct }: RoleFacts): boolean {
  return distinct === 2 && type !== 'DATE';
}

/** Whether a column may tell what came of customers, without saying what. */
export function asksForMeaning(column: RoleFacts): boolean {
  if (isBinary(column)) return isKnown(column) && namesOutcome(column.name);
  const states = statesOf(column);
  return states !== null && !(isNamedAfterState(column) && states.unclear.length === 0);
}

/** What to tell of such a column. */
export function outcomeWarning(column: RoleFacts): string {
  const { name } = column;
  const states = isBinary(column) ? null : statesOf(column);
  if (states) {
    const list = (values: readonly string[]) => values.map((value) => `"${value}"`).join(' and ');
    const also = states.unclear.length === 0 ? '' : `, and ${list(states.unclear)} beside it`;
    return `"${name}" has ${list(states.left)}${also}: if ${list(states.left)} means "left" and all others do not, make it the CHURN_LABEL and say what yes means; else train with positiveValues.`;
  }
  return `"${name}" has two values, and its name does not say whether one means "left". If it does, make it the CHURN_LABEL and say what yes means.`;
}

/** Known of enough rows to say something; of a few rows, any is enough. */
function isKnown({ present, rows }: RoleFacts): boolean {
  return rows < 20 || present >= LEAST_KNOWN * rows;
}

function couldBeId({ type, distinct, rows }: RoleFacts, uniqueness: number): boolean {
  return type !== 'BOOLEAN' && type !== 'DATE' && distinct >= uniqueness * rows && distinct > 1;
}

/** Whole numbers that rise evenly from row to row, or are named like a running number and rise. */
function isRowCounter(words: string, { type, distinct, rows, sample = [] }: RoleFacts): boolean {
  if (type !== 'NUMBER' || distinct < rows || rows <= 2) return false;
  if (/^(row|index|unnamed 0|column 1|row (number|index|id))$/.test(words)) return true;
  const steps = sample.slice(1).map((value, i) => Number(value) - Number(sample[i]));
  if (steps.length < 9 || !sample.every((value) => /^\d+$/.test(value))) return false;
  const isEven = steps.every((step) => step === steps[0] && step !== 0);
  const rises = steps.every((step) => step > 0);
  return (
    isEven ||
    (rises &&
      /\b(row|index|seq|sequence|counter|no|nr|num|number|key|id|ref|order|invoice|serial|record)\b/.test(
        words,
      ))
  );
}

function isIdentifier({ type, distinct, rows, sample = [] }: RoleFacts): boolean {
  return (
    type === 'NUMBER' &&
    rows >= 20 &&
    distinct >= ID_UNIQUENESS * rows &&
    sample.length > 0 &&
    sample.every((value) => /^\d{9,}$/.test(value) && value.length === sample[0]!.length)
  );
}

function findBest(
  columns: readonly RoleFacts[],
  patterns: readonly RegExp[],
  fits: (column: RoleFacts) => boolean,
): RoleFacts | undefined {
  for (const pattern of patterns) {
    const found = columns.find((column) => pattern.test(inWords(column.name)) && fits(column));
    if (found) return found;
  }
  return undefined;
}
