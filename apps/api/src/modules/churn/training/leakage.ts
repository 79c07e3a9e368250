import {
  crossValidate,
  type FeatureColumn,
  type FeatureTable,
  rocAuc,
  takeTableRows,
} from '@holdfast/ml-core';
import { soundsAfterTheFact } from './after-the-fact.js';
import { findPureValues, type PureValue } from './pure-values.js';
import { LEAKAGE_BLOCKING_AUC, LEAKAGE_WARNING_AUC, singleColumnAuc } from './single-column-auc.js';
import { columnOfPair, findTellingPairs } from './telling-pairs.js';

/** What makes a column suspicious. */
export type LeakageSign =
  | { readonly kind: 'alone' }
  | ({ readonly kind: 'leaversOnly' } & Omit<PureValue, 'column'>)
  | { readonly kind: 'together'; readonly partner: string }
  | { readonly kind: 'name' };

/**
 * What a column does to a model: the AUC of a logistic regression on the unsuspicious columns, without and with it. One that
 * tells only with a partner comes with the partner and with what they are together, which a straight line would not find.
 */
export interface LeakageEffect {
  readonly without: number;
  readonly with: number;
}

/** A column that seems to give the answers away. */
export interface LeakageSuspect {
  readonly column: string;
  /** Its cross-validated area under the ROC curve, alone or, if they tell only together, with its partner. */
  readonly auc: number;
  readonly sign: LeakageSign;
  /** Null if it was not measured, or if no other column is left. */
  readonly effect: LeakageEffect | null;
}

/** Rows with known answers, in folds. */
interface FoldedRows {
  readonly table: FeatureTable;
  readonly y: Uint8Array;
  readonly folds: Int32Array;
}

/** Rows on which the effect of a column is measured, */
const EFFECT_ROWS = 10_000;
/** and how many columns it is measured for. */
const EFFECT_COLUMNS = 8;
/** A name alone is no sign: the column must raise the AUC by this much. */
const TELLING_EFFECT = 0.01;

/** Whether a column must be left out unless somebody answers for it by name. */
export function isBlocking({ auc, sign }: LeakageSuspect): boolean {
  return sign.kind !== 'name' && (auc >= LEAKAGE_BLOCKING_AUC || sign.kind !== 'alone');
}

/**
 * The columns that seem to give the answers away, worst first: alone with an AUC of `LEAKAGE_WARNING_AUC`, with a value
 * that leavers alone have, together with another one, or by their name, if they raise the AUC. `keys` are the rows'
 * lasting numbers.
 */
export async function findLeakage(
  { table, y, folds }: FoldedRows,
  keys: Int32Array,
): Promise<LeakageSuspect[]> {
  const aucOf = new Map(table.columns.map((column) => [column.name, singleColumnAuc(column, y, folds)]));
  const pure = new Map(findPureValues(table, y).map(({ column, ...value }) => [column, value]));
  const suspects: LeakageSuspect[] = [];
  for (const [column, auc] of aucOf) {
    const value = pure.get(column);
    if (value && auc < LEAKAGE_BLOCKING_AUC) {
      suspects.push({ column, auc, sign: { kind: 'leaversOnly', ...value }, effect: null });
    } else if (auc >= LEAKAGE_WARNING_AUC) {
      suspects.push({ column, auc, sign: { kind: 'alone' }, effect: null });
    }
  }
  const others = without(table, suspects);
  const pairs = new Map<string, FeatureColumn>();
  for (const pair of findTellingPairs(others, y, folds, keys)) {
    const { columns, auc } = pair;
    for (const [column, partner] of [columns, columns.toReversed() as [string, string]]) {
      if (suspects.some((suspect) => suspect.column === column)) continue;
      suspects.push({ column, auc, sign: { kind: 'together', partner }, effect: null });
      pairs.set(column, columnOfPair(table, pair));
    }
  }
  const named = [...aucOf]
    .filter(([name]) => soundsAfterTheFact(name) && !suspects.some(({ column }) => column === name))
    .map(([column, auc]): LeakageSuspect => ({ column, auc, sign: { kind: 'name' }, effect: null }));
  const measured = await measureEffects({ table, y, folds }, [...suspects, ...named], pairs);
  return measured
    .filter(
      ({ sign, effect }) =>
        sign.kind !== 'name' || (effect && effect.with - effect.without >= TELLING_EFFECT),
    )
    .sort((a, b) => b.auc - a.auc);
}

async function measureEffects(
  { table, y, folds }: FoldedRows,
  suspects: readonly LeakageSuspect[],
  pairs: ReadonlyMap<string, FeatureColumn>,
): Promise<LeakageSuspect[]> {
  const clean = without(table, suspects);
  if (suspects.length === 0 || clean.columns.length === 0) return [...suspects];
  const every = Math.ceil(table.rows / EFFECT_ROWS);
  const rows = Int32Array.from(y.keys()).filter((i) => i % every === 0);
  const labels = Uint8Array.from(rows, (i) => y[i]!);
  const foldOf = Int32Array.from(rows, (i) => folds[i]!);
  const aucWith = async (more: readonly FeatureColumn[]) => {
    const columns = [...clean.columns, ...more];
    const part = takeTableRows({ ...table, columns }, rows);
    const { outOfFold } = await crossValidate({
      table: part,
      y: labels,
      folds: foldOf,
      algorithm: 'logisticRegression',
    });
    return rocAuc(labels, outOfFold);
  };
  const before = await aucWith([]);
  const measured: LeakageSuspect[] = [];
  for (const [i, suspect] of suspects.entries()) {
    const names = [suspect.column, ...(suspect.sign.kind === 'together' ? [suspect.sign.partner] : [])];
    const own = table.columns.filter(({ name }) => names.includes(name));
    const pair = pairs.get(suspect.column);
    const given = pair ? [...own, { ...pair, name: `${names.join(' & ')} together` }] : own;
    const effect = i < EFFECT_COLUMNS ? { without: before, with: await aucWith(given) } : null;
    measured.push({ ...suspect, effect });
  }
  return measured;
}

function without(table: FeatureTable, suspects: readonly LeakageSuspect[]): FeatureTable {
  return {
    ...table,
    columns: table.columns.filter(({ name }) => !suspects.some(({ column }) => column === name)),
  };
}
