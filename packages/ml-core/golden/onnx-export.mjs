/**
 * Fits small pipelines of every kind, exports them, and prints for each the stored model, the ONNX file and rows to score, as
 * JSON for onnx-export.py. Rows are columns by name; null means missing, "Infinity" is infinite.
 *
 * Run by onnx-export.py, after `pnpm build`.
 */

import {
  applyPreprocessor,
  countTrees,
  createMatrix,
  createRandom,
  exportOnnx,
  fitGradientBoosting,
  fitIsotonic,
  fitPlatt,
  predictProba,
  readNode,
  serialiseModel,
  trainClassifier,
} from '../dist/index.js';

const ROWS = 600;
const random = createRandom(42);

/** Long tails with zeros and debts, gaps that tell something, dates, rare levels, a column that is only there or not. */
function makeTable() {
  const draw = (of) => Float64Array.from({ length: ROWS }, (_, i) => of(i));
  const income = draw(() => (random.next() < 0.1 ? 0 : Math.round(Math.exp(8 + random.normal()))));
  const balance = draw(() => Math.round(1000 * random.normal() ** 3));
  const age = draw(() => 18 + random.integer(60));
  const since = draw(() => 17_000 + random.integer(2000));
  const seen = draw(() => (random.next() < 0.1 ? Number.NaN : 19_000 + random.integer(400)));
  const opened = draw(() => (random.next() < 0.3 ? 1 : Number.NaN));
  const plan = draw(() => random.integer(4) - 1);
  const town = draw(() => Math.floor(24 * random.next() ** 4));
  const paper = draw(() => random.integer(2));
  const y = Uint8Array.from({ length: ROWS }, (_, i) => {
    const z =
      age[i] / 20 - 3 + (plan[i] === 1 ? 1.5 : -1) + (income[i] === 0 ? 2 : 0) + (town[i] > 3 ? 0.7 : 0);
    return random.next() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
  });
  for (let i = 0; i < ROWS; i++) if (random.next() < (y[i] ? 0.4 : 0.1)) income[i] = Number.NaN;
  const numeric = (name, values) => ({ kind: 'numeric', name, values });
  const levels = (name, codes, names) => ({
    kind: 'categorical',
    name,
    codes: Int32Array.from(codes),
    levels: names,
  });
  const columns = [
    numeric('income', income),
    levels('plan', plan, ['basic', 'plus', 'büro €']),
    numeric('balance', balance),
    numeric(
      'always 7',
      draw(() => 7),
    ),
    numeric('age', age),
    levels(
      'town',
      town,
      Array.from({ length: 24 }, (_, i) => `town ${i}`),
    ),
    { ...numeric('probability', since), isDate: true },
    levels('paper bill', paper, ['no', 'yes']),
    numeric('opened', opened),
  ];
  return { table: { rows: ROWS, columns }, observedOn: numeric('today', seen), y };
}

const { table, observedOn, y } = makeTable();

const cellOf = (column, i) => {
  if (column.kind === 'categorical') return column.levels[column.codes[i]] ?? null;
  return Number.isNaN(column.values[i]) ? null : column.values[i];
};

/** 30 rows of training, then rows that no training has seen. */
function makeRows(columns) {
  const rows = Array.from({ length: 30 }, (_, i) => columns.map((column) => cellOf(column, 7 * i)));
  const usual = rows[3];
  const withAll = (value) => columns.map((column, j) => (column.kind === 'numeric' ? value : usual[j]));
  rows.push(columns.map(() => null));
  rows.push(columns.map((column, j) => (column.kind === 'categorical' ? 'never seen' : usual[j])));
  for (const value of [0, -0, -1, -12345.678, 1e-300, 1e15, 1e307, -1e307, 'Infinity', '-Infinity']) {
    rows.push(withAll(value));
  }
  return rows;
}

/** Rows on and just above the first thresholds of a model on columns that are neither scaled nor shortened. */
function rowsAtThresholds({ preprocessor, model }, columns, usual) {
  const rows = [];
  for (let t = 0; model.trees && t < countTrees(model.trees); t++) {
    const node = readNode(model.trees, t, 0);
    if (node.kind === 'leaf') continue;
    const { name, isDate, valueAt, logUnit, scale } =
      preprocessor.columns[preprocessor.sourceIndex[node.feature]];
    if (valueAt !== node.feature || logUnit !== 0 || scale !== 1 || isDate) continue;
    for (const value of [node.threshold, node.threshold * (1 + Number.EPSILON)]) {
      rows.push(columns.map((column, j) => (column.name === name ? value : usual[j])));
    }
  }
  return rows;
}

const calibrators = {
  platt: fitPlatt,
  isotonic: fitIsotonic,
};

async function makeCase(name, { columns = table.columns, seenOn, calibration, ...recipe }) {
  const part = { rows: ROWS, columns, ...(seenOn && { observedOn: seenOn }) };
  const { preprocessor, model } = await trainClassifier({ table: part, y, seed: 1, ...recipe });
  const pipeline = { kind: 'classifierPipeline', version: 1, preprocessor, model };
  if (calibration) {
    const scores = predictProba(model, applyPreprocessor(preprocessor, part));
    pipeline.calibrator = calibrators[calibration](scores, y);
  }
  const given = seenOn ? [...columns, seenOn] : columns;
  const rows = makeRows(given);
  rows.push(...rowsAtThresholds(pipeline, given, rows[3]));
  const named = Object.fromEntries(given.map((column, j) => [column.name, rows.map((row) => row[j])]));
  return { name, model: base64(serialiseModel(pipeline)), file: base64(exportOnnx(pipeline)), rows: named };
}

/** Missing values reach the model only where there is no preprocessing that fills them in. */
async function makeCaseWithGaps() {
  const X = createMatrix(ROWS, 3);
  for (let i = 0; i < X.data.length; i++) {
    const gap = random.next() < (y[Math.floor(i / 3)] ? 0.5 : 0.2);
    X.data[i] = gap ? Number.NaN : random.integer(6);
  }
  const model = await fitGradientBoosting(X, y, { maxIterations: 12, maxLeaves: 6 });
  const rows = Array.from({ length: 40 }, (_, i) =>
    Array.from(X.data.subarray(3 * i, 3 * i + 3), (value) => (Number.isNaN(value) ? null : value)),
  );
  const name = 'gradient boosting of X with gaps';
  return {
    name,
    model: base64(serialiseModel(model)),
    file: base64(exportOnnx({ model })),
    rows: { X: rows },
  };
}

const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const ofKind = (kind) => table.columns.filter((column) => column.kind === kind);
const forest = { algorithm: 'randomForest', randomForest: { trees: 9, maxDepth: 6 } };
const boosting = { algorithm: 'gradientBoosting', gradientBoosting: { maxIterations: 12, maxLeaves: 6 } };
const regression = { algorithm: 'logisticRegression' };

console.log(
  JSON.stringify([
    await makeCase('logistic regression, logarithms, Platt', { ...regression, calibration: 'platt' }),
    await makeCase('logistic regression, robust scaling, means, no indicators, isotonic', {
      ...regression,
      preprocessing: { scaling: 'robust', imputation: 'mean', missingIndicator: false, logLongTails: false },
      calibration: 'isotonic',
    }),
    await makeCase('logistic regression of texts', { ...regression, columns: ofKind('categorical') }),
    await makeCase('logistic regression, days up to a day of the row', { ...regression, seenOn: observedOn }),
    await makeCase('random forest, isotonic', { ...forest, calibration: 'isotonic' }),
    await makeCase('random forest of numbers, logarithms', {
      ...forest,
      columns: ofKind('numeric'),
      preprocessing: { scaling: 'standard', logLongTails: true },
    }),
    await makeCase('random forest of leaves alone', {
      ...forest,
      randomForest: { trees: 3, minSamplesLeaf: ROWS },
      calibration: 'isotonic',
    }),
    await makeCase('gradient boosting, days up to a day of the row', { ...boosting, seenOn: observedOn }),
    await makeCase('gradient boosting', boosting),
    await makeCase('gradient boosting, few levels, logarithms, Platt', {
      ...boosting,
      preprocessing: { maxLevels: 2, minLevelShare: 0.2, logLongTails: true },
      calibration: 'platt',
    }),
    await makeCaseWithGaps(),
  ]),
);
