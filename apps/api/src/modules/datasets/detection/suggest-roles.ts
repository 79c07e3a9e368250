import type { ColumnRole, ColumnType } from '../dataset.enums.js';

/** What is known about a column when its role is guessed. */
export interface RoleFacts {
  readonly name: string;
  readonly type: ColumnType;
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
}

/** A role and why it was guessed, in a few words. */
export interface RoleSuggestion {
  readonly role: ColumnRole;
  readonly reason: string;
}

/** Best first: a customer's id is a safer guess than any id. Tested on the name in words, e.g. "customer id". */
const ID_NAMES = [
  /^(customer|client|user|member|account|subscriber|kunden|cust|person|contact|household) ?(id|no|nr|number|code|key|nummer|ref|identifier)$/,
  /^(id|uuid|guid|identifier|external id|kundennr|clientnum|customer|email|e mail)$/,
  /\b(id|uuid|guid|number|nr|no|key)$/,
];
/** The share of customer ids that may be missing or repeated; those rows are rejected. */
const ID_UNIQUENESS = 0.98;
const LABEL_NAMES = [
  /^(is |has |customer |client )?(churn(ed)?|attrition|attrited|left|exited|lapsed|departed|gekündigt|abgewandert)( (flag|label|value|status|yes no))?$/,
  /^(is |has )?(cancel(l?ed)?|closed|unsubscribed|defected|lost|inactive|stopped)( (flag|label|account))?$/,
  /^(response|target|label|outcome|deposit|y|class|retained)$/,
];
const LABEL_RELATIVE = /\b(churn(ed)?|attrition|exit|cancellation|leaving)\b/;
const OBSERVATION_NAMES =
  /^(observation|observed|snapshot|as of|export(ed)?|report(ing)?|extract(ion|ed)?)( (date|day|at|on|month))?$/;
const MONEY_NAMES = [
  /^((customer )?(life ?time )?value|clv|cltv|ltv|monetary( value)?|customer value)$/,
  /^(total|annual|yearly|lifetime) (revenue|spend|spent|spending|sales|value|charges|amount)$|^(spend|spent|revenue|sales) (total|sum)$/,
  /^(revenue|turnover|umsatz|arr|mrr)$/,
];

/** Suggests a role for each column from its name, its type and its number of distinct values. */
export function suggestRoles(columns: readonly RoleFacts[]): RoleSuggestion[] {
  const id = findBest(columns, ID_NAMES, couldBeId);
  const label = findBest(columns, LABEL_NAMES, (column) => column.distinct === 2 && column !== id);
  const money = findBest(
    columns,
    MONEY_NAMES,
    (column) => column.type === 'NUMBER' && column !== id && column !== label,
  );
  return columns.map((column) => {
    if (column === id)
      return { role: 'CUSTOMER_ID', reason: 'named like an id, and different for every row' };
    if (column === label) return { role: 'CHURN_LABEL', reason: 'named like a churn label, with two values' };
    if (column === money) return { role: 'MONETARY_VALUE', reason: 'named like the value of a customer' };
    return suggestRole(column, label !== undefined);
  });
}

function suggestRole(column: RoleFacts, hasLabel: boolean): RoleSuggestion {
  const words = inWords(column.name);
  const { type, present, distinct, rows } = column;
  if (present === 0) return { role: 'IGNORED', reason: 'no value at all' };
  if (distinct === 1) return { role: 'IGNORED', reason: 'the same value in every row that has one' };
  if (hasLabel && LABEL_RELATIVE.test(words)) {
    return { role: 'IGNORED', reason: 'named after churn; it may hold what is only known of those who left' };
  }
  if (type === 'DATE' && OBSERVATION_NAMES.test(words)) {
    return { role: 'OBSERVATION_DATE', reason: 'a date, named like the day of the export' };
  }
  if (couldBeId(column) && ID_NAMES.some((pattern) => pattern.test(words))) {
    return { role: 'IGNORED', reason: 'named like an id, and different for every row' };
  }
  if (isRowCounter(words, column)) return { role: 'IGNORED', reason: 'counts the rows' };
  if (type === 'TEXT') {
    const often = distinct >= 0.9 * present ? 'nearly every row has its own' : `${distinct} different texts`;
    return { role: 'IGNORED', reason: `free text: ${often}` };
  }
  const gaps = present < rows ? `, ${rows - present} missing` : '';
  return { role: 'FEATURE', reason: `${DESCRIPTIONS[type]}, ${distinct} different${gaps}` };
}

const DESCRIPTIONS: Readonly<Record<Exclude<ColumnType, 'TEXT'>, string>> = {
  NUMBER: 'numbers',
  BOOLEAN: 'yes or no',
  CATEGORY: 'categories',
  DATE: 'dates',
};

function couldBeId({ type, distinct, rows }: RoleFacts): boolean {
  return type !== 'BOOLEAN' && type !== 'DATE' && distinct >= ID_UNIQUENESS * rows && distinct > 1;
}

function isRowCounter(words: string, { type, distinct, rows }: RoleFacts): boolean {
  return (
    type === 'NUMBER' &&
    distinct === rows &&
    rows > 2 &&
    /^(row|index|unnamed 0|column 1|row (number|index|id))$/.test(words)
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

/** "customerID", "Customer_Id" and "customer-id" are all "customer id". */
function inWords(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
