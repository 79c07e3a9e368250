import * as core from './index.js';

/**
 * A small problem with a model of each kind, and what callers without types, or with a bug, hand over in place of its
 * parts.
 */

export const ROWS = 60;
export const random = core.createRandom(5);
export const X = core.createMatrix(
  ROWS,
  2,
  Float64Array.from({ length: 2 * ROWS }, () => random.normal()),
);
export const y = Uint8Array.from({ length: ROWS }, (_, i) => (X.data[2 * i]! > 0 === i % 7 > 0 ? 1 : 0));
export const p = Float64Array.from(
  X.data.filter((_, i) => i % 2 === 0),
  (value) => 1 / (1 + Math.exp(-value)),
);
export const labels = Int32Array.from(y, (_, i) => i % 3);
export const folds = core.stratifiedKFold(y, { folds: 3 });
export const age: core.NumericColumn = { kind: 'numeric', name: 'age', values: p.slice() };
export const since: core.NumericColumn = { kind: 'numeric', name: 'since', values: p.slice(), isDate: true };
export const plan: core.CategoricalColumn = {
  ...{ kind: 'categorical', name: 'plan', codes: labels },
  levels: ['a', 'b', 'c'],
};
export const table: core.FeatureTable = { rows: ROWS, columns: [age, since, plan] };

export const kMeans = await core.fitKMeans(X, { k: 2, nInit: 1 });
export const pca = core.fitPca(X);
export const linear = core.fitLogisticRegression(X, y);
export const forest = await core.fitRandomForest(X, y, { trees: 2 });
export const boosting = await core.fitGradientBoosting(X, y, { maxIterations: 2 });
export const preprocessor = core.fitPreprocessor(table);
export const donors = core.createDonorPool(X, Int32Array.of(0, 1), [1, 1]);
export const platt = core.fitPlatt(p, y);
export const sweep = await core.sweepKMeans(X, { maxK: 3, nInit: 1, resamples: 1 });
export const money = { contactCost: 1, saveRate: 0.5, savedValue: 10 };

export const nothing = [undefined, null];
export const text = ['text', ''];
export const notObjects = [...nothing, ...text, 5, true];
export const notCounts = [null, 'text', '3', Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, {}, 2 ** 53];
export const notNumbers = [null, 'text', '3', Number.NaN, {}];
export const notTruths = [null, 'true', 'false', 0, 1, {}];
export const notArrays = [
  ...notObjects,
  {},
  { length: -1 },
  { length: 1e9 },
  new DataView(new ArrayBuffer(8 * ROWS)),
];
export const short = p.slice(1);
export const notMatrices = [
  ...notObjects,
  ...[[], [[1, 2]], {}, X.data, { ...X, data: undefined }, { ...X, data: X.data.slice(1) }],
  ...[
    { ...X, data: [...X.data] },
    { ...X, data: new Float32Array(X.data) },
    { ...X, rows: 1e9 },
  ],
  ...[
    { ...X, rows: '60' },
    { ...X, columns: Number.NaN },
    { ...X, rows: -60, columns: -2 },
    { ...X, rows: 0.5 },
  ],
];
export const infinite = { ...X, data: X.data.with(9, Number.POSITIVE_INFINITY) };
export const notFinite = [...notMatrices, infinite, { ...X, data: X.data.with(9, Number.NaN) }];
export const narrow = core.takeColumns(X, [0]);
export const notTargets = [
  ...notArrays,
  y.slice(1),
  y.with(3, 2),
  Array.from(y, String),
  Array.from(y, (v) => v > 0),
];
export const notTwoClasses = [...notTargets, new Uint8Array(ROWS), new Uint8Array(ROWS).fill(1)];
/** For those that learn, which insist on bytes. */
export const notBinary = [...notTwoClasses, Array.from(y), new Float64Array(y)];
export const notScores = [
  ...notArrays,
  short,
  p.with(3, Number.NaN),
  p.with(3, Infinity),
  Array.from(p, String),
];
export const notProbabilities = [...notScores, p.with(3, 1.5), p.with(3, -0.1)];
export const notLabels = [...notArrays, labels.slice(1), labels.with(2, -1), Array.from(labels, String)];
export const ofColumn = (column: object) => ({ ...table, columns: [age, since, column] });
export const notTableShapes = [
  ...[...notObjects, {}, [], { ...table, columns: undefined }, { ...table, columns: { length: 1 } }],
  ...[
    { ...table, rows: '60' },
    { ...table, rows: 59 },
    { ...table, rows: Number.NaN },
    { ...table, columns: [null] },
  ],
  ...[
    { ...age, values: [...p] },
    { ...age, values: short },
    { ...age, values: undefined },
    { ...age, name: 5 },
  ].map(ofColumn),
  ...[
    { ...plan, codes: [...labels] },
    { ...plan, codes: labels.slice(1) },
    { ...plan, kind: 'text' },
  ].map(ofColumn),
  ...[
    { ...table, observedOn: plan },
    { ...table, observedOn: null },
    { ...table, observedOn: { ...age, values: short } },
  ],
];
export const notTables = [
  ...notTableShapes,
  { ...table, columns: [{ ...age, name: 'plan' }, plan] },
  ...[
    { ...plan, levels: ['a', 'b'] },
    { ...plan, levels: ['a', 'b', 'a'] },
    { ...plan, levels: undefined },
  ].map(ofColumn),
  ...[
    { ...plan, levels: [1, 2, 3] },
    { ...plan, codes: labels.with(1, -2) },
  ].map(ofColumn),
  ofColumn({ ...age, name: 'far', values: p.with(1, Infinity) }),
];
export const notModels = [...notObjects, {}, [], { kind: 'unknown' }];
export const notTrees = [...notObjects, {}, []];
export const notFolds = [
  ...notArrays,
  folds.slice(1),
  [...folds],
  new Int32Array(ROWS),
  new Float64Array(folds),
];
export const notFunctions = [...notObjects, {}];
export const wrongWeights = [
  null,
  'text',
  5,
  {},
  [...p],
  short,
  p.with(2, -1),
  p.with(2, Number.NaN),
  new Float64Array(ROWS),
];
export const notPools = [
  null,
  'text',
  4,
  {},
  { threads: 2 },
  { threads: 0, run: () => 1 },
  { threads: '2', run: () => 1 },
];
export const hooks = { pool: notPools, signal: ['text', null, 1], onProgress: ['text', null, {}] };
export const weights = {
  sampleWeight: [...wrongWeights, p.with(0, 1e200)],
  classWeight: [null, 'none', true, {}],
};
export const kMeansOptions = {
  ...{ seed: notCounts, nInit: [...notCounts, 0, 2 ** 31], maxIterations: [...notCounts, 0] },
  ...{ tolerance: [...notNumbers, -1], ...hooks },
};
export const noOptions = [...notObjects.slice(1), [], new Float64Array(2)];
