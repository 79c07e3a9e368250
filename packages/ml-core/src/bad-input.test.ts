import { describe, expect, it } from 'vitest';
import * as core from './index.js';

/**
 * Every exported function against what callers without types, or with a bug, hand over. Each call must end in an MlError:
 * never in a number, a TypeError or RangeError from inside, a loop without end or memory without bound.
 */

const ROWS = 60;
const random = core.createRandom(5);
const X = core.createMatrix(
  ROWS,
  2,
  Float64Array.from({ length: 2 * ROWS }, () => random.normal()),
);
const y = Uint8Array.from({ length: ROWS }, (_, i) => (X.data[2 * i]! > 0 === i % 7 > 0 ? 1 : 0));
const p = Float64Array.from(
  X.data.filter((_, i) => i % 2 === 0),
  (value) => 1 / (1 + Math.exp(-value)),
);
const labels = Int32Array.from(y, (_, i) => i % 3);
const folds = core.stratifiedKFold(y, { folds: 3 });
const age: core.NumericColumn = { kind: 'numeric', name: 'age', values: p.slice() };
const since: core.NumericColumn = { kind: 'numeric', name: 'since', values: p.slice(), isDate: true };
const plan: core.CategoricalColumn = {
  ...{ kind: 'categorical', name: 'plan', codes: labels },
  levels: ['a', 'b', 'c'],
};
const table: core.FeatureTable = { rows: ROWS, columns: [age, since, plan] };

const kMeans = await core.fitKMeans(X, { k: 2, nInit: 1 });
const pca = core.fitPca(X);
const linear = core.fitLogisticRegression(X, y);
const forest = await core.fitRandomForest(X, y, { trees: 2 });
const boosting = await core.fitGradientBoosting(X, y, { maxIterations: 2 });
const preprocessor = core.fitPreprocessor(table);
const platt = core.fitPlatt(p, y);
const sweep = await core.sweepKMeans(X, { maxK: 3, nInit: 1, resamples: 1 });
const money = { contactCost: 1, saveRate: 0.5, customerValue: 10 };

const nothing = [undefined, null];
const text = ['text', ''];
const notObjects = [...nothing, ...text, 5, true];
const notCounts = [null, 'text', '3', Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, {}, 2 ** 53];
const notNumbers = [null, 'text', '3', Number.NaN, {}];
const notTruths = [null, 'true', 'false', 0, 1, {}];
const notArrays = [
  ...notObjects,
  {},
  { length: -1 },
  { length: 1e9 },
  new DataView(new ArrayBuffer(8 * ROWS)),
];
const short = p.slice(1);
const notMatrices = [
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
const infinite = { ...X, data: X.data.with(9, Number.POSITIVE_INFINITY) };
const notFinite = [...notMatrices, infinite, { ...X, data: X.data.with(9, Number.NaN) }];
const narrow = core.takeColumns(X, [0]);
const notTargets = [
  ...notArrays,
  y.slice(1),
  y.with(3, 2),
  Array.from(y, String),
  Array.from(y, (v) => v > 0),
];
const notBinary = [...notTargets, new Uint8Array(ROWS), new Uint8Array(ROWS).fill(1)];
const notScores = [...notArrays, short, p.with(3, Number.NaN), p.with(3, Infinity), Array.from(p, String)];
const notProbabilities = [...notScores, p.with(3, 1.5), p.with(3, -0.1)];
const notLabels = [...notArrays, labels.slice(1), labels.with(2, -1), Array.from(labels, String)];
const ofColumn = (column: object) => ({ ...table, columns: [age, since, column] });
const notTableShapes = [
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
const notTables = [
  ...notTableShapes,
  ...[
    { ...age, name: 'twice' },
    { ...age, name: 'plan' },
  ]
    .slice(1)
    .map((column) => ({ ...table, columns: [column, plan] })),
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
const notModels = [...notObjects, {}, [], { kind: 'unknown' }];
const notTrees = [...notObjects, {}, []];
const notFolds = [...notArrays, folds.slice(1), [...folds], new Int32Array(ROWS), new Float64Array(folds)];
const notFunctions = [...notObjects, {}];
const wrongWeights = [
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
const notPools = [
  null,
  'text',
  4,
  {},
  { threads: 2 },
  { threads: 0, run: () => 1 },
  { threads: '2', run: () => 1 },
];
const hooks = { pool: notPools, signal: ['text', null, 1], onProgress: ['text', null, {}] };
const weights = { sampleWeight: [...wrongWeights, p.with(0, 1e200)], classWeight: [null, 'none', true, {}] };
const kMeansOptions = {
  ...{ seed: notCounts, nInit: [...notCounts, 0, 2 ** 31], maxIterations: [...notCounts, 0] },
  ...{ tolerance: [...notNumbers, -1], ...hooks },
};
const noOptions = notObjects.slice(1);

/** Arguments that are right, for each a list of wrong ones, and for an options argument wrong values by name. */
interface Case {
  readonly right: readonly unknown[];
  readonly wrong: readonly (readonly unknown[])[];
  readonly options?: Readonly<Record<string, readonly unknown[]>>;
}

const curve = {
  right: [y, p, {}],
  wrong: [notBinary, notScores, noOptions],
  options: { maxPoints: [...notCounts, 1] },
};
const thresholded = { right: [y, p, 0.5], wrong: [notBinary, notScores, notNumbers] };
const ranking = { right: [y, p], wrong: [notBinary, notScores] };
const scoring = (model: object, bad: readonly unknown[], others: readonly unknown[]): Case => ({
  right: [model, X],
  wrong: [
    [...notModels, ...others],
    [...bad, narrow],
  ],
});
const profit: Case = {
  right: [null, p, money],
  wrong: [
    notTargets.filter((target) => target !== null),
    [...notProbabilities.filter((v) => v !== short), new Float64Array(0)],
    notObjects,
  ],
  options: {
    ...{
      contactCost: [undefined, ...notNumbers, -1, 1.7e308],
      saveRate: [undefined, ...notNumbers, -0.1, 1.1],
    },
    customerValue: [undefined, ...notNumbers, -1, 1.7e308, short, [...p], p.with(4, -1), p.with(4, 1e200)],
  },
};
const recipe = {
  ...{
    table: notTables,
    y: notBinary,
    algorithm: [...notNumbers, undefined, 'svm'],
    seed: notCounts,
    ...hooks,
  },
  ...{ imbalance: [null, 'SMOTE', 5], preprocessing: [null, 'standard', { scaling: 'minmax' }] },
  ...{ logisticRegression: [null, 'l2', { l2: -1 }], fitRandomForest: [null, 'forest'] },
};

const cases: Record<string, Case> = {
  // calibration
  calibrate: {
    right: [platt, p],
    wrong: [[...notModels, { ...platt, method: 'beta' }], notProbabilities.filter((v) => v !== short)],
  },
  crossFitCalibration: {
    right: [p, y, folds, {}],
    wrong: [notProbabilities, notBinary, notFolds, noOptions],
    options: { method: [null, 'beta', 5] },
  },
  fitIsotonic: { right: [p, y], wrong: [notProbabilities, notBinary] },
  fitPlatt: { right: [p, y], wrong: [notProbabilities, notBinary] },
  // classifiers
  predictProba: scoring(linear, notFinite, [kMeans]),
  rawOutput: scoring(boosting, [...notMatrices, infinite], [kMeans]),
  fitLogisticRegression: {
    right: [X, y, {}],
    wrong: [notFinite, notBinary, noOptions],
    options: {
      ...weights,
      l2: [...notNumbers, -1],
      standardise: notTruths,
      maxIterations: [...notCounts, 0],
      tolerance: [...notNumbers, -1],
    },
  },
  logisticLogOdds: scoring(linear, notFinite, [forest]),
  fitRandomForest: {
    right: [X, y, { trees: 1 }],
    wrong: [notFinite, notBinary, noOptions],
    options: {
      ...{
        ...weights,
        ...hooks,
        trees: [...notCounts, 0, 2 ** 31],
        maxDepth: [...notCounts, 0, 33],
        seed: notCounts,
      },
      ...{ minSamplesLeaf: [...notCounts, 0, 2 ** 32 + 1], maxFeatures: [...notCounts, 0, 3, 'log2'] },
      ...{ bootstrap: notTruths, outOfBag: notTruths },
    },
  },
  predictRandomForest: scoring(forest, notFinite, [linear]),
  fitGradientBoosting: {
    right: [X, y, { maxIterations: 1 }],
    wrong: [[...notMatrices, infinite], notBinary, noOptions],
    options: {
      ...{
        ...weights,
        ...hooks,
        maxIterations: [...notCounts, 0, 2 ** 31],
        learningRate: [...notNumbers, 0, 2],
        seed: notCounts,
      },
      ...{
        maxLeaves: [...notCounts, 1, 2 ** 31],
        maxDepth: [...notCounts, 0, 33],
        minSamplesLeaf: [...notCounts, 0, 2 ** 32 + 1],
      },
      ...{
        l2: [...notNumbers, -1],
        earlyStopping: notTruths,
        validationShare: [...notNumbers, 0, 1],
        patience: [...notCounts, 0],
      },
    },
  },
  gradientBoostingLogOdds: scoring(boosting, [...notMatrices, infinite], [linear]),
  // clusters
  alignClusters: {
    right: [{ previousLabels: labels, nextLabels: labels, previousK: 3, nextK: 3 }],
    wrong: [
      [
        ...notObjects,
        {},
        { previousCentroids: X },
        { previousCentroids: kMeans.centroids, nextCentroids: narrow },
        { previousCentroids: core.createMatrix(300, 1), nextCentroids: core.createMatrix(300, 1) },
      ],
    ],
    options: {
      ...{
        previousLabels: [...notArrays, labels.slice(1), labels.with(2, 3)],
        nextLabels: [...notArrays, labels.slice(1), labels.with(2, -2)],
      },
      ...{ previousK: [...notCounts, 0, 2 ** 31, 1e9], nextK: [...notCounts, 0, 2 ** 31] },
    },
  },
  fitKMeans: {
    right: [X, { k: 2, nInit: 1 }],
    wrong: [notFinite, notObjects],
    options: { ...kMeansOptions, k: [undefined, ...notCounts, 0, 255] },
  },
  fitKMeansRange: {
    right: [X, { maxK: 3, nInit: 1 }],
    wrong: [notFinite, noOptions],
    options: { ...kMeansOptions, minK: [...notCounts, 0, 4], maxK: [...notCounts, 0, 255] },
  },
  sweepKMeans: {
    right: [X, { maxK: 3, nInit: 1, resamples: 1 }],
    wrong: [notFinite, noOptions],
    options: {
      ...kMeansOptions,
      minK: [...notCounts, 0, 1, 4],
      maxK: [...notCounts, 1, 255],
      resamples: [...notCounts, 0, 1e9, 2 ** 33],
    },
  },
  predictKMeans: scoring(kMeans, notFinite, [pca]),
  selectK: {
    right: [sweep],
    wrong: [
      [
        ...notObjects,
        {},
        [],
        { fits: [] },
        { fits: 5 },
        { fits: [{}] },
        [{}],
        [null],
        [{ ...sweep.fits[0]!.quality, stability: Number.NaN }],
      ],
    ],
  },
  fitPca: { right: [X, {}], wrong: [notFinite, noOptions], options: { components: [...notCounts, 0, 3] } },
  transformPca: scoring(pca, notFinite, [kMeans]),
  // imbalance
  balancedClassWeights: {
    right: [y, p],
    wrong: [notBinary.filter((v) => (v as Uint8Array)?.length !== ROWS - 1), wrongWeights],
  },
  randomOverSample: {
    right: [y, {}],
    wrong: [notBinary.filter((v) => (v as Uint8Array)?.length !== ROWS - 1), noOptions],
    options: { seed: notCounts },
  },
  randomUnderSample: {
    right: [y, {}],
    wrong: [notBinary.filter((v) => (v as Uint8Array)?.length !== ROWS - 1), noOptions],
    options: { seed: notCounts },
  },
  resample: {
    right: [table, y, 'randomOverSample', 0],
    wrong: [notTableShapes, notBinary, [...notObjects, 'SMOTE', {}], [undefined, ...notCounts]],
  },
  smote: {
    right: [table, y, {}],
    wrong: [
      [...notTables, ofColumn({ ...age, name: 'far', values: p.with(1, 1.7e308) })],
      notBinary,
      noOptions,
    ],
    options: { seed: notCounts, neighbours: [...notCounts, 0] },
  },
  // inspection
  contributions: scoring(forest, notFinite, [kMeans]),
  contributionsInChunks: {
    ...scoring(boosting, [...notMatrices, infinite], [kMeans]),
    right: [boosting, X, {}],
    wrong: [...scoring(boosting, [...notMatrices, infinite], [kMeans]).wrong, noOptions],
    options: hooks,
  },
  treeShap: scoring(boosting, [...notMatrices, infinite], [kMeans, linear]),
  mergeBySource: {
    right: [X, Int32Array.of(0, 0), 1],
    wrong: [
      notMatrices,
      [...notArrays, Int32Array.of(0), Int32Array.of(0, 1), Int32Array.of(0, -1), ['0', '0']],
      [undefined, ...notCounts, 0],
    ],
  },
  mineRules: {
    right: [table, y, {}],
    wrong: [notTables, notBinary, noOptions],
    options: {
      ...{ maxRules: [...notCounts, 0], minSupport: [...notCounts, 0], significance: [...notNumbers, -1, 2] },
      ...{ maxPerColumn: [...notCounts, 0], maxOverlap: [...notNumbers, -1, 2] },
    },
  },
  permutationImportance: {
    right: [{ predict: () => p, table, y, repeats: 1 }],
    wrong: [notObjects],
    options: {
      ...{ predict: [...notFunctions, () => short, () => undefined], table: notTables, y: notBinary },
      ...{ repeats: [...notCounts, 0, 1e9], seed: notCounts },
    },
  },
  riskRatio: {
    right: [3, 10, 8, 60],
    wrong: [
      [undefined, ...notCounts, 9, 11],
      [undefined, ...notCounts, 0, 2, 60],
      [undefined, ...notCounts, 2, 54],
      [undefined, ...notCounts, 9, 10, 14],
    ],
  },
  // matrices
  createMatrix: {
    right: [2, 2, new Float64Array(4)],
    wrong: [
      [undefined, ...notCounts, 3],
      [undefined, ...notCounts, 3],
      [null, 'text', 4, {}, [1, 2, 3, 4], new Float64Array(3), new Float32Array(4)],
    ],
  },
  matrixFromRows: {
    right: [[[1, 2]]],
    wrong: [
      [...notObjects, {}, [1, 2], [null], ['12'], [['1', '2']], [[1, 2], [3]], [[1, null]], { length: -1 }],
    ],
  },
  takeRows: { right: [X, [0]], wrong: [notMatrices, [...notArrays, [ROWS], [-1], [0.5], ['0'], [null]]] },
  takeColumns: { right: [X, [0]], wrong: [notMatrices, [...notArrays, [2], [-1], [0.5], ['0'], [null]]] },
  // metrics
  brierScore: { right: [y, p], wrong: [notBinary, notProbabilities] },
  logLoss: { right: [y, p], wrong: [notBinary, notProbabilities] },
  calibrationCurve: {
    right: [y, p, {}],
    wrong: [notBinary, notProbabilities, noOptions],
    options: { bins: [...notCounts, 0, 1e9] },
  },
  expectedCalibrationError: {
    right: [y, p, {}],
    wrong: [notBinary, notProbabilities, noOptions],
    options: { bins: [...notCounts, 0, 1e9] },
  },
  metricIntervals: { ...thresholded, wrong: [notBinary, notProbabilities, notNumbers] },
  ...Object.fromEntries(
    ['accuracyScore', 'confusionMatrix', 'f1Score', 'precisionScore', 'recallScore'].map((name) => [
      name,
      thresholded,
    ]),
  ),
  ...Object.fromEntries(['cumulativeGains', 'precisionRecallCurve', 'rocCurve'].map((name) => [name, curve])),
  ...Object.fromEntries(
    ['averagePrecision', 'rocAuc', 'rocAucInterval', 'topDecileLift'].map((name) => [name, ranking]),
  ),
  proportionInterval: {
    right: [3, 5],
    wrong: [
      [undefined, ...notNumbers, -1, 6],
      [undefined, ...notNumbers, -1, 2],
    ],
  },
  adjustedRandIndex: { right: [labels, labels], wrong: [notLabels, notLabels] },
  calinskiHarabaszScore: {
    right: [X, labels],
    wrong: [notFinite, [...notLabels, new Int32Array(ROWS), labels.map((_, i) => i)]],
  },
  daviesBouldinScore: {
    right: [X, labels],
    wrong: [notFinite, [...notLabels, new Int32Array(ROWS), labels.map((_, i) => i)]],
  },
  silhouetteScore: {
    right: [X, labels, {}],
    wrong: [notFinite, [...notLabels, new Int32Array(ROWS)], noOptions],
    options: { seed: notCounts, ...hooks },
  },
  measureSilhouettes: {
    right: [X, [labels], {}],
    wrong: [notFinite, [...notObjects, {}, [null], ['text'], [labels.slice(1)]], noOptions],
    options: { seed: notCounts, ...hooks },
  },
  // model selection
  crossValidate: {
    right: [{ table, y, folds, algorithm: 'logisticRegression' }],
    wrong: [notObjects],
    options: { ...recipe, folds: notFolds },
  },
  trainClassifier: {
    right: [{ table, y, algorithm: 'logisticRegression' }],
    wrong: [notObjects],
    options: recipe,
  },
  duplicateGroups: { right: [table], wrong: [notTableShapes] },
  stratifiedKFold: {
    right: [y, {}],
    wrong: [notBinary.filter((v) => (v as Uint8Array)?.length !== ROWS - 1), noOptions],
    options: {
      folds: [...notCounts, 0, 1, 1001, 2 ** 31],
      seed: notCounts,
      groups: [null, 'text', 5, [...labels], labels.slice(1)],
    },
  },
  bestF1Threshold: ranking,
  bestProfitThreshold: profit,
  profitCurve: {
    right: [null, p, money, {}],
    wrong: [...profit.wrong, noOptions],
    options: { maxPoints: [...notCounts, 1] },
  },
  // models as files
  exportOnnx: {
    right: [{ model: linear }],
    wrong: [[...notObjects, {}]],
    options: {
      model: [...notModels, kMeans, pca],
      preprocessor: [null, 'text', {}, preprocessor],
      calibrator: ['text', {}, { method: 'platt' }],
    },
  },
  serialiseModel: { right: [linear], wrong: [notModels] },
  deserialiseModel: {
    right: [core.serialiseModel(linear)],
    wrong: [[...notObjects, {}, [], new ArrayBuffer(64), new Uint8Array(64), new Float64Array(64)]],
  },
  // preprocessing
  fitPreprocessor: {
    right: [table, {}],
    wrong: [[...notTables, { rows: 0, columns: [] }], noOptions],
    options: {
      ...{
        scaling: [null, 'minmax', true],
        imputation: [null, 'mode'],
        logLongTails: notTruths,
        missingIndicator: notTruths,
      },
      ...{
        maxLevels: [...notCounts, 0, 256],
        minLevelShare: [...notNumbers, -1, 2],
        sampleWeight: wrongWeights,
      },
    },
  },
  applyPreprocessor: {
    right: [preprocessor, table],
    wrong: [
      [...notModels, kMeans],
      [...notTables, { rows: ROWS, columns: [age] }],
    ],
  },
  encodeRecord: { right: [preprocessor, {}], wrong: [[...notModels, kMeans], notObjects] },
  takeTableRows: { right: [table, [0]], wrong: [notTableShapes, [...notArrays, [ROWS], [-1], [0.5], ['0']]] },
  datesToDurations: {
    right: [table, { name: null, day: 1 }],
    wrong: [notTableShapes, [null, 'text', 5, {}, { name: null, day: '1' }, { name: null, day: Number.NaN }]],
  },
  findReferenceDay: { right: [table, p], wrong: [notTableShapes, [null, 'text', 5, {}, short]] },
  standardise: { right: [X], wrong: [notFinite] },
  // the rest
  createRandom: { right: [0, 0], wrong: [[undefined, ...notCounts], notCounts] },
  checkTrees: {
    right: [forest.trees],
    wrong: [
      [
        ...notTrees,
        { ...forest.trees, nodes: [...forest.trees.nodes] },
        { ...forest.trees, roots: null },
        { ...forest.trees, splitOffsets: {} },
      ],
    ],
  },
  countTrees: { right: [forest.trees], wrong: [notTrees] },
  measureDepth: { right: [forest.trees, 0], wrong: [notTrees, [undefined, ...notCounts, 2]] },
  readNode: {
    right: [forest.trees, 0, 0],
    wrong: [notTrees, [undefined, ...notCounts, 2], [undefined, ...notCounts, 1e6]],
  },
  createPool: {
    right: [[{ post: () => {}, listen: () => {} }]],
    wrong: [[...notObjects, {}, [], [null], [{}], [{ post: () => {} }]]],
  },
  serveTasks: {
    right: [{ post: () => {}, listen: () => {} }],
    wrong: [[...notObjects, {}, { post: () => {} }]],
  },
};

const exported = Object.entries(core).filter(
  ([name, value]) => typeof value === 'function' && name[0] === name[0]!.toLowerCase(),
) as [string, (...args: readonly unknown[]) => unknown][];

it('covers every function that is exported', () => {
  expect(Object.keys(cases).sort()).toEqual(exported.map(([name]) => name).sort());
});

describe.each(exported)('%s', (name, run) => {
  const { right, wrong, options } = cases[name]!;

  it('takes the right arguments', async () => {
    await run(...right);
  });

  it.each(wrong.map((values, at) => [at + 1, values] as const))(
    'refuses wrong values of argument %d',
    async (at, values) => {
      for (const value of values) await expectRefusal(() => run(...right.with(at - 1, value)), value);
    },
  );

  if (!options) return;
  it('refuses wrong values of each option', async () => {
    const at = right.findLastIndex(isOptions);
    for (const [option, values] of Object.entries(options)) {
      for (const value of values) {
        const changed = { ...(right[at] as object), [option]: value };
        await expectRefusal(() => run(...right.with(at, changed)), { [option]: value });
      }
    }
  });
});

const messages: [string, () => unknown, string | RegExp][] = [
  [
    'text that spells a number',
    () => core.fitKMeans(X, { k: '3' as never }),
    'k is "3"; it must be an integer 1..254',
  ],
  [
    'the weights, not X, where these overflow',
    () => core.fitLogisticRegression(X, y, { sampleWeight: p.map(() => 1e306) }),
    /the sum of sampleWeight is .*e\+307; it must be a number 1e-100\.\.1e\+100/,
  ],
  [
    'more clusters than a sweep of these rows can have',
    () => core.sweepKMeans(core.createMatrix(4, 1, Float64Array.of(1, 2, 3, 9)), { maxK: 4 }),
    'maxK is 4, but X has 4 rows; a sweep needs more rows than clusters',
  ],
  [
    'the fold without which a class is missing',
    () => core.crossValidate({ table, y, folds: Int32Array.from(y), algorithm: 'logisticRegression' }),
    /fold 0 holds all \d+ rows of class 0; the others must hold at least 1/,
  ],
  [
    'both sides of a matrix that cannot be',
    () => core.createMatrix(1e6, 1e6),
    '1000000 rows × 1000000 columns are 1000000000000 values; at most 4294967296 fit',
  ],
  [
    'a target of another length than its table',
    () => core.resample(table, y.slice(0, 5), 'randomOverSample', 0),
    'y has 5 values; table has 60',
  ],
  [
    'a leaf that would wrap around to 1',
    () => core.fitRandomForest(X, y, { minSamplesLeaf: 2 ** 32 + 1 }),
    'minSamplesLeaf is 4294967297; it must be an integer 1..16777216',
  ],
];

describe('an error names', () => {
  it.each(messages)('%s', async (_, call, message) => {
    await expect((async () => call())()).rejects.toThrow(message);
  });
});

it('says nothing about no rows, whatever the model', () => {
  const none = core.createMatrix(0, 2);
  for (const model of [linear, forest, boosting]) {
    expect(core.predictProba(model, none)).toEqual(new Float64Array(0));
    expect(core.contributions(model, none).values).toEqual(none);
  }
  expect(core.predictKMeans(kMeans, none)).toEqual(new Int32Array(0));
  expect(core.transformPca(pca, none)).toEqual(none);
  const noTable = core.takeTableRows(table, []);
  expect(core.applyPreprocessor(preprocessor, noTable).rows).toBe(0);
});

/** The options are the last argument that is a plain object. */
function isOptions(argument: unknown): boolean {
  return (
    typeof argument === 'object' && argument !== null && Object.getPrototypeOf(argument) === Object.prototype
  );
}

async function expectRefusal(call: () => unknown, given: unknown): Promise<void> {
  let outcome: unknown;
  try {
    outcome = await call();
  } catch (cause) {
    if (cause instanceof core.MlError) return;
    throw new Error(`given ${describeValue(given)}, it threw ${String(cause)}`, { cause });
  }
  throw new Error(`given ${describeValue(given)}, it returned ${describeValue(outcome)}`);
}

function describeValue(value: unknown): string {
  try {
    return `${JSON.stringify(value)}`.slice(0, 200);
  } catch {
    return typeof value;
  }
}
