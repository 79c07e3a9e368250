import { calibrate, crossFitCalibration } from '../calibration/calibrate.js';
import { type ClassifierAlgorithm, predictProba } from '../classifier.js';
import { rocAuc } from '../metrics/ranking.js';
import { crossValidate } from '../model-selection/cross-validate.js';
import { stratifiedKFold } from '../model-selection/stratified-k-fold.js';
import { trainClassifier } from '../model-selection/train-classifier.js';
import { type FeatureColumn, type FeatureTable, takeTableRows } from '../preprocessing/feature-table.js';
import { applyPreprocessor } from '../preprocessing/pipeline.js';
import { createRandom, type Random } from '../random.js';
import { checkDrift, type DriftReport } from './check-drift.js';
import { type ColumnProfile, profileTable } from './column-profile.js';
import type { MonitoredModel } from './expect-quality.js';
import type { NamedRows } from './tell-apart.js';

/** Customers with what happened to them. */
export interface Population {
  readonly table: FeatureTable;
  readonly y: Uint8Array;
}

const CONTRACTS = ['monthly', 'yearly', 'two years'];
const REGIONS = ['north', 'south', 'east', 'west', 'islands'];

/**
 * Draws invented customers: tenure, charges and contract decide who leaves (AUC of about .82, a rate of about `rate`),
 * four more columns say nothing.
 */
export function drawCustomers(rows: number, seed: number, rate = 0.2): Population {
  const random = createRandom(seed, 77);
  const numbers = () => new Float64Array(rows);
  const [tenure, charges, income, visits, age] = [numbers(), numbers(), numbers(), numbers(), numbers()];
  const [contract, region] = [new Int32Array(rows), new Int32Array(rows)];
  const y = new Uint8Array(rows);
  const base = Math.log(rate / (1 - rate)) - 0.75;
  for (let i = 0; i < rows; i++) {
    tenure[i] = Math.floor(72 * random.next() ** 1.3);
    charges[i] = Math.round(20 + 60 * random.next() + 10 * random.normal());
    contract[i] = random.next() < 0.55 ? 0 : random.next() < 0.5 ? 1 : 2;
    region[i] = random.integer(REGIONS.length);
    income[i] = random.next() < 0.03 ? Number.NaN : Math.exp(10 + 0.6 * random.normal());
    visits[i] = Math.floor(-4 * Math.log(random.next()));
    age[i] = Math.round(45 + 14 * random.normal());
    const odds = base + [1.1, -0.5, -1.6][contract[i]!]! + (25 - tenure[i]!) / 22 + (charges[i]! - 50) / 30;
    y[i] = Number(random.next() < 1 / (1 + Math.exp(-odds)));
  }
  const columns: FeatureColumn[] = [
    { kind: 'numeric', name: 'tenure', values: tenure },
    { kind: 'numeric', name: 'charges', values: charges },
    { kind: 'categorical', name: 'contract', codes: contract, levels: CONTRACTS },
    { kind: 'categorical', name: 'region', codes: region, levels: REGIONS },
    { kind: 'numeric', name: 'income', values: income },
    { kind: 'numeric', name: 'visits', values: visits },
    { kind: 'numeric', name: 'age', values: age },
  ];
  return { table: { rows, columns }, y };
}

/** A model with what monitoring keeps of it. */
export interface TrainedForMonitoring {
  readonly profiles: ColumnProfile[];
  readonly past: NamedRows;
  readonly reference: MonitoredModel['reference'];
  readonly score: (table: FeatureTable) => Float64Array;
  readonly columns: readonly string[];
}

/**
 * Trains as the product does: out-of-fold predictions, calibrated, and a model of all rows. It does not see the income.
 */
export async function trainMonitored(
  population: Population,
  algorithm: ClassifierAlgorithm = 'logisticRegression',
): Promise<TrainedForMonitoring> {
  const { y } = population;
  const columns = population.table.columns.filter(({ name }) => name !== 'income');
  const table = { ...population.table, columns };
  const folds = stratifiedKFold(y);
  const { outOfFold } = await crossValidate({ table, y, folds, algorithm });
  const { calibrated, calibrator } = crossFitCalibration(outOfFold, y, folds);
  const { preprocessor, model } = await trainClassifier({ table, y, algorithm });
  const rows = Int32Array.from(y.keys());
  return {
    profiles: profileTable(population.table),
    past: { table: population.table, rows },
    reference: { rows, probabilities: calibrated, y },
    score: (other) => calibrate(calibrator, predictProba(model, applyPreprocessor(preprocessor, other))),
    columns: columns.map(({ name }) => name),
  };
}

/** A check of customers that the model has never seen, and what their outcomes would have shown. */
export async function checkFresh(
  trained: TrainedForMonitoring,
  { table, y }: Population,
  seed: number,
  money?: string,
): Promise<DriftReport & { readonly realised: number; readonly rate: number }> {
  const first = trained.past.rows.length;
  const rows = Int32Array.from(y, (_, i) => first + i);
  const probabilities = trained.score(table);
  const current = new Map(Array.from(rows, (row, i) => [row, probabilities[i]!]));
  const { profiles, past, reference, score, columns } = trained;
  const report = await checkDrift({
    profiles,
    past,
    now: { table, rows },
    model: { columns, reference, current, score, ...(money !== undefined && { money }) },
    seed,
  });
  const rate = y.reduce((sum, label) => sum + label, 0) / y.length;
  return { ...report, realised: rocAuc(y, probabilities), rate };
}

/** Draws so many of the rows, none twice, each as likely as its weight says (Efraimidis and Spirakis 2006). */
export function drawWeighted(
  { table, y }: Population,
  rows: number,
  weightOf: (i: number) => number,
  random: Random,
): Population {
  const keys = Float64Array.from(y, (_, i) => -Math.log(random.next()) / weightOf(i));
  const picked = Int32Array.from(y.keys())
    .sort((i, j) => keys[i]! - keys[j]!)
    .slice(0, rows);
  return { table: takeTableRows(table, picked), y: Uint8Array.from(picked, (i) => y[i]!) };
}

/** A change of customers. */
export interface Change {
  (population: Population, random: Random): Population;
  /** How many customers it chooses one from. Left out: it keeps all. */
  readonly pool?: number;
}

/** Draws customers that have changed. */
export function drawChanged(change: Change, rows: number, seed: number, changeSeed = seed): Population {
  return change(drawCustomers(rows * (change.pool ?? 1), seed), createRandom(changeSeed));
}

/** Replaces one column. */
export function changeColumn(
  name: string,
  change: (column: FeatureColumn, random: Random) => FeatureColumn,
): Change {
  return ({ table, y }, random) => ({
    table: {
      ...table,
      columns: table.columns.map((column) => (column.name === name ? change(column, random) : column)),
    },
    y,
  });
}

/** Takes away values. */
export const blank = (name: string, share: number): Change =>
  changeColumn(name, (column, random) =>
    column.kind === 'numeric'
      ? { ...column, values: column.values.map((value) => (random.next() < share ? Number.NaN : value)) }
      : { ...column, codes: column.codes.map((code) => (random.next() < share ? -1 : code)) },
  );

/** Multiplies numbers. */
export const multiply = (name: string, factor: number): Change =>
  changeColumn(name, (column) =>
    column.kind === 'numeric' ? { ...column, values: column.values.map((value) => value * factor) } : column,
  );

/** Calls levels by other names. */
export const rename = (name: string): Change =>
  changeColumn(name, (column) =>
    column.kind === 'categorical'
      ? { ...column, levels: column.levels.map((level) => `${level} (new)`) }
      : column,
  );

/** Gives values to other rows, so that the column alone looks as before. */
export const mixUp = (name: string): Change =>
  changeColumn(name, (column, random) => {
    const rows = column.kind === 'numeric' ? column.values.length : column.codes.length;
    const order = Int32Array.from({ length: rows }, (_, i) => i);
    random.shuffle(order);
    return takeTableRows({ rows, columns: [column] }, order).columns[0]!;
  });

/** So many that those who are looked for are among them. */
const POOL = 30;

/**
 * Draws more of some customers: the factor by which a row is as likely as before. Every customer is another one: were
 * they drawn from as many, the few of a rare kind would come many times over, and what chance made of those few would
 * look like a change of all.
 */
export const drawMore = (factorOf: (value: (name: string) => number) => number): Change =>
  Object.assign(
    (population: Population, random: Random) => {
      const columns = new Map(population.table.columns.map((column) => [column.name, column]));
      const valueAt = (i: number) => (name: string) => {
        const column = columns.get(name)!;
        return column.kind === 'numeric' ? column.values[i]! : column.codes[i]!;
      };
      return drawWeighted(population, population.y.length / POOL, (i) => factorOf(valueAt(i)), random);
    },
    { pool: POOL },
  );

/** Changes that cost at least 0.05 of the AUC, or move the rate by a third. */
export const harmful: Readonly<Record<string, Change>> = {
  'contract blank': blank('contract', 1),
  'tenure blank in nine of ten': blank('tenure', 0.9),
  'tenure in days': multiply('tenure', 30.4),
  'tenure a hundredfold': multiply('tenure', 100),
  'charges in cents': multiply('charges', 100),
  'contract renamed': rename('contract'),
  'monthly contracts only': drawMore((value) => (value('contract') === 0 ? 1 : 0.02)),
  'new customers': drawMore((value) => Math.exp(-value('tenure') / 20)),
  'old customers': drawMore((value) => Math.exp(value('tenure') / 20)),
  'high charges': drawMore((value) => Math.exp(value('charges') / 18)),
};

/**
 * Changes of what happens given the attributes, none of which looks other than before: nobody sees them without outcomes.
 * (The columns of `drawCustomers` are independent; mixed up, they stay as they were together.)
 */
export const unseen: Readonly<Record<string, Change>> = {
  'contract mixed up': mixUp('contract'),
  'tenure mixed up': mixUp('tenure'),
};

/** Changes that do not matter: of columns that say nothing, or that the model does not see (the income). */
export const harmless: Readonly<Record<string, Change>> = {
  'region renamed': rename('region'),
  'region blank': blank('region', 1),
  'age blank in half': blank('age', 0.5),
  'income in cents': multiply('income', 100),
  'visits doubled': multiply('visits', 2),
  'islands only': drawMore((value) => (value('region') === 4 ? 1 : 0.02)),
  'income blank': blank('income', 1),
  'older people': drawMore((value) => Math.exp(value('age') / 14)),
};
