import { AppError } from '../../../platform/errors/app-error.js';
import type { TransactionsInput } from '../dataset.inputs.js';
import { inWords } from '../detection/column-names.js';
import type { DetectedColumn } from '../detection/detect-columns.js';
import { CUSTOMER_ID_NAMES } from '../detection/suggest-roles.js';

/** What the columns of a file of purchases are for, by name. */
export interface PurchaseColumns {
  readonly customerColumn: string;
  readonly dateColumn: string;
  /** What a row was worth; the price of one if there is a quantity. */
  readonly amountColumn: string | null;
  readonly quantityColumn: string | null;
  /** Rows with the same value are one purchase. */
  readonly orderColumn: string | null;
  readonly categoryColumn: string | null;
}

const CUSTOMER_NAMES = [
  CUSTOMER_ID_NAMES[0]!,
  /^(customer|client|buyer|shopper|kunde|cliente|client e mail|(customer |buyer )?(email|e mail))$/,
];
const DATE_NAMES = [
  /\b(invoice|order|ordered|purchase|purchased|transaction|sale|sold|bought|paid|payment|receipt|bestell\w*|kauf\w*|rechnungs?\w*)\b/,
  /^(date|day|datum|fecha|timestamp|time)$/,
  /./,
];
/** A row as a whole, before the price of one: a total must not be multiplied once more. */
const TOTAL_NAMES = [
  /\b(amount|total|revenue|turnover|umsatz|betrag|spend|spent|sales|importe|montant|dollars?|gmv|paid)\b/,
  /\b(value|payment)\b/,
];
const PRICE_NAMES = [/\b(price|preis|prix|precio|unit cost)\b/];
const QUANTITY_NAMES = [
  /\b(quantity|qty|menge|anzahl|cantidad|quantité)\b/,
  /^(units?|pieces|items?|count)$/,
];
const ORDER_NAMES = [
  /^(invoice|order|transaction|trans|receipt|basket|bill|purchase|ticket|rechnung|rechnungs|bestell|bestellung) ?(id|no|nr|number|num|key|nummer|code)?$/,
];
const CATEGORY_NAMES = [
  /^(product |item |article )?(category|kategorie|department|categoria|catégorie|genre)( name)?$/,
  /^(product|item) (type|line|group|family|class)$/,
  /^warengruppe$/,
];

/** The columns of a file of purchases by their names; undefined without a customer or a date. */
export function namedColumns(columns: readonly DetectedColumn[]): PurchaseColumns | undefined {
  const named = (patterns: readonly RegExp[], fits: (column: DetectedColumn) => boolean) =>
    findNamed(columns, patterns, fits);
  const customer = named(CUSTOMER_NAMES, ({ conversion: { type } }) => type !== 'DATE' && type !== 'BOOLEAN');
  const date = named(DATE_NAMES, (column) => column.conversion.type === 'DATE');
  if (customer === undefined || date === undefined) return undefined;
  const isNumber = (column: DetectedColumn) =>
    column.conversion.type === 'NUMBER' && column.name !== customer && !/\bid$/.test(inWords(column.name));
  const quantity = named(QUANTITY_NAMES, isNumber);
  const total = named(TOTAL_NAMES, (column) => isNumber(column) && column.name !== quantity);
  return {
    customerColumn: customer,
    dateColumn: date,
    amountColumn: total ?? named(PRICE_NAMES, isNumber) ?? null,
    quantityColumn: total === undefined ? (quantity ?? null) : null,
    orderColumn: namedOrder(columns) ?? null,
    categoryColumn: namedCategory(columns) ?? null,
  };
}

/** The columns that a caller names; an order or a category that is left out is found by its name. @throws AppError UNKNOWN_COLUMN, BAD_USER_INPUT */
export function requireColumns(
  columns: readonly DetectedColumn[],
  given: TransactionsInput,
): PurchaseColumns {
  const chosen: PurchaseColumns = {
    customerColumn: given.customerColumn,
    dateColumn: given.dateColumn,
    amountColumn: given.amountColumn ?? null,
    quantityColumn: given.quantityColumn ?? null,
    orderColumn: null,
    categoryColumn: null,
  };
  const taken = Object.values(chosen);
  const free = columns.filter(({ name }) => !taken.includes(name));
  const all = {
    ...chosen,
    orderColumn: given.orderColumn === undefined ? (namedOrder(free) ?? null) : given.orderColumn,
    categoryColumn: given.categoryColumn === undefined ? (namedCategory(free) ?? null) : given.categoryColumn,
  };
  const uses = new Map<string, string>();
  for (const [use, name] of Object.entries(all)) {
    if (name === null) continue;
    const field = ['transactions', use];
    if (!columns.some((column) => column.name === name)) {
      const known = columns.slice(0, 20).map((column) => `"${column.name}"`);
      throw new AppError(
        'UNKNOWN_COLUMN',
        `"${name}" is not a column of the file; its columns are ${known.join(', ')}${columns.length > known.length ? ', …' : ''}.`,
        { field },
      );
    }
    const other = uses.get(name);
    if (other !== undefined) {
      throw new AppError(
        'BAD_USER_INPUT',
        `"${name}" is both ${other} and ${use}; a column may be one of them.`,
        { field },
      );
    }
    uses.set(name, use);
  }
  return all;
}

function namedOrder(columns: readonly DetectedColumn[]): string | undefined {
  return findNamed(columns, ORDER_NAMES, ({ conversion: { type } }) => type !== 'DATE' && type !== 'BOOLEAN');
}

function namedCategory(columns: readonly DetectedColumn[]): string | undefined {
  return findNamed(columns, CATEGORY_NAMES, ({ facts }) => facts.distinct > 1);
}

function findNamed(
  columns: readonly DetectedColumn[],
  patterns: readonly RegExp[],
  fits: (column: DetectedColumn) => boolean,
): string | undefined {
  for (const pattern of patterns) {
    const found = columns.find((column) => pattern.test(inWords(column.name)) && fits(column));
    if (found) return found.name;
  }
  return undefined;
}
