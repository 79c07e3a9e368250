import { duplicateGroups, type FeatureColumn, type FeatureTable } from '@holdfast/ml-core';
import type { ColumnFacts } from '../../feature-matrix/index.js';
import { nameWords } from './name-words.js';

const WHO =
  'customer|client|account|user|member|subscriber|household|person|patient|policy|card|msisdn|kunden?|konto|mitglied|' +
  'cliente|cuenta|usuario|compte|abonne|conta|utente|klant';
const NUMBER =
  'id|ids|uid|uuid|guid|identifier|number|no|nr|num|nummer|numero|key|code|ref|kennung|identifiant|identificador';
/** "customer_id", "KundenNr", "user", "id", "msisdn", "email". */
const NAMES_SOMEBODY = new RegExp(
  `^((${WHO}) ?(${NUMBER})|(${WHO})|id|uid|uuid|guid|(phone|e ?mail|iban)( (address|${NUMBER}))?)$`,
);

/** Rows of one customer, on average, at most: three years of months, and a few more. */
const MOST_ROWS = 40;

/** Whether a column names the customers of several rows each: its values repeat, and its name is that of an id. */
export function isRepeatedId(
  { name, role, distinctCount, missingCount }: ColumnFacts,
  rows: number,
): boolean {
  if (role === 'CUSTOMER_ID' || role === 'CHURN_LABEL' || role === 'MONETARY_VALUE') return false;
  return repeats(distinctCount, rows - missingCount) && NAMES_SOMEBODY.test(nameWords(name));
}

/** Between every row another value, and so few that they are a property: here rows may be those of one customer. */
function repeats(distinct: number, known: number): boolean {
  return distinct >= 20 && distinct < known && known <= MOST_ROWS * distinct;
}

/** Share of the pairs of one value with a positive in which both are positive, from which a value is somebody. */
const ONE_ANSWER = 0.95;
/** The same share for neighbouring values, below which the answer is not just a matter of how high the number is. */
const NEIGHBOURS = 0.7;
/** Pairs with a positive that it takes. */
const LEAST_PAIRS = 20;

/**
 * The columns of numbers that name customers under any name: rows of one value share their answer, those of the next do
 * not. Rows that are equal throughout are counted once. O(rows × columns × log rows).
 */
export function namelessIds(table: FeatureTable, y: Uint8Array): string[] {
  const first = duplicateGroups(table);
  const rows = Int32Array.from(y.keys()).filter((i) => first[i] === i);
  return table.columns.filter((column) => namesCustomers(column, y, rows)).map(({ name }) => name);
}

function namesCustomers(column: FeatureColumn, y: Uint8Array, rows: Int32Array): boolean {
  const value = (row: number) => (column.kind === 'numeric' ? column.values[row]! : column.codes[row]!);
  const known = rows.filter((row) => value(row) >= (column.kind === 'numeric' ? -Infinity : 0));
  const order = known.sort((a, b) => value(a) - value(b) || a - b);
  const same = { any: 0, both: 0 };
  const next = { any: 0, both: 0 };
  let distinct = order.length > 0 ? 1 : 0;
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [order[i - 1]!, order[i]!];
    const isSame = value(a) === value(b);
    if (!isSame) distinct++;
    const pairs = isSame ? same : next;
    if (y[a]! + y[b]! > 0) pairs.any++;
    if (y[a]! + y[b]! === 2) pairs.both++;
  }
  if (!repeats(distinct, order.length) || same.any < LEAST_PAIRS || next.any < LEAST_PAIRS) return false;
  return same.both >= ONE_ANSWER * same.any && next.both < NEIGHBOURS * next.any;
}
