import {
  age,
  boosting,
  donors,
  folds,
  forest,
  hooks,
  infinite,
  kMeans,
  kMeansOptions,
  labels,
  linear,
  money,
  narrow,
  noOptions,
  notArrays,
  notBinary,
  notCounts,
  notFinite,
  notFolds,
  notFunctions,
  nothing,
  notLabels,
  notMatrices,
  notModels,
  notNumbers,
  notObjects,
  notProbabilities,
  notScores,
  notTableShapes,
  notTables,
  notTargets,
  notTrees,
  notTruths,
  notTwoClasses,
  ofColumn,
  p,
  pca,
  platt,
  preprocessor,
  ROWS,
  short,
  sweep,
  table,
  weights,
  wrongWeights,
  X,
  y,
} from './bad-values.test-support.js';
import * as core from './index.js';

/** Arguments that are right, for each a list of wrong ones, and for an options argument wrong values by name. */
export interface Case {
  readonly right: readonly unknown[];
  readonly wrong: readonly (readonly unknown[])[];
  readonly options?: Readonly<Record<string, readonly unknown[]>>;
}

const arm = { rows: 10, cases: 3, x: 2, xx: 1, xy: 0.5 };
const otherArm = { rows: 50, cases: 20, x: 10, xx: 4, xy: 5 };
const notArms = [
  ...notObjects,
  {},
  { ...arm, rows: 0 },
  { ...arm, rows: 2.5 },
  { ...arm, cases: 11 },
  { ...arm, x: Number.NaN },
  { ...arm, xx: 0.1 },
  { ...arm, xy: null },
];
const manyRows = 300;
const trial: core.Trial = {
  table: {
    rows: manyRows,
    columns: [
      { kind: 'numeric', name: 'visits', values: Float64Array.from({ length: manyRows }, (_, i) => i % 7) },
    ],
  },
  treated: Uint8Array.from({ length: manyRows }, (_, i) => i % 2),
  y: Uint8Array.from({ length: manyRows }, (_, i) => Number(i % 3 > 0)),
};
const uplift = await core.fitUplift(trial);
const notArmsOfTrial = [...nothing, 'text', 5, {}, [...trial.y], trial.y.slice(1), new Uint8Array(manyRows)];
const notTrials = [
  ...notObjects,
  ...notArmsOfTrial.map((treated) => ({ ...trial, treated })),
  ...notArmsOfTrial.map((wrong) => ({ ...trial, y: wrong })),
  { ...trial, table },
  { ...trial, treated: Uint8Array.from(trial.y, (_, i) => Number(i < 9)) },
];
const upliftCase = {
  right: [trial, {}],
  wrong: [notTrials, noOptions],
  options: { seed: [...notCounts], ...hooks },
};
const named = { table, rows: Int32Array.from({ length: ROWS }, (_, i) => i) };
const monitored = {
  columns: ['age'],
  reference: { rows: named.rows, probabilities: p, y },
  current: new Map(Array.from(p, (value, i) => [i, value] as const)),
  score: () => p,
};

const curve = {
  right: [y, p, {}],
  wrong: [notTwoClasses, notScores, noOptions],
  options: { maxPoints: [...notCounts, 1] },
};
const relation = { kind: 'product', column: 'c', factor: 1, parts: ['a', 'b'] };
const thresholded = { right: [y, p, 0.5], wrong: [notTwoClasses, notScores, notNumbers] };
const ranking = { right: [y, p], wrong: [notTwoClasses, notScores] };
const scoring = (model: { kind: string }, bad: readonly unknown[], others: readonly unknown[]): Case => ({
  right: [model, X],
  wrong: [
    [...notModels, ...others, { kind: (model as { kind: string }).kind }],
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
    savedValue: [undefined, ...notNumbers, -1, 1.7e308, short, [...p], p.with(4, -1), p.with(4, 1e200)],
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

const lifeTable = {
  times: Float64Array.of(1, 2),
  events: Float64Array.of(1, 1),
  censored: Float64Array.of(0, 2),
};

const histories = {
  repeats: Float64Array.from({ length: 40 }, (_, i) => i % 4),
  last: Float64Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? 0 : 1 + (i % 11))),
  age: Float64Array.from({ length: 40 }, (_, i) => 12 + (i % 5)),
};
const few = Float64Array.of(1, 2);
const notHistories = {
  repeats: [
    ...notArrays,
    few,
    histories.repeats.with(3, -1),
    histories.repeats.with(3, 0.5),
    [...histories.repeats],
  ],
  last: [
    ...notArrays,
    few,
    histories.last.with(3, -1),
    histories.last.with(3, 99),
    histories.last.with(3, Number.NaN),
  ],
  age: [
    ...notArrays,
    few,
    histories.age.with(3, -1),
    histories.age.with(3, 1e10),
    histories.age.with(0, Number.NaN),
  ],
};
const noneAgain = { ...histories, repeats: new Float64Array(40) };
const values = {
  purchases: histories.repeats,
  meanValue: Float64Array.from({ length: 40 }, (_, i) => 5 + (i % 7)),
};
const notValues = {
  purchases: [...notArrays, few, values.purchases.with(3, -1), values.purchases.with(3, 0.5)],
  meanValue: [...notArrays, few, values.meanValue.with(3, 0), values.meanValue.with(3, Number.NaN)],
};
const unknownValues = { ...values, purchases: new Float64Array(40) };
const wrongParts = (right: object, wrong: Readonly<Record<string, readonly unknown[]>>) => [
  ...notObjects,
  ...Object.entries(wrong).flatMap(([name, list]) => list.map((value) => ({ ...right, [name]: value }))),
];
const nbd = core.fitNbd(histories);
const gammaGamma = {
  ...{
    kind: 'gammaGamma',
    p: 6,
    q: 4,
    gamma: 15,
    standardErrors: [1, 1, 1],
    covariance: new Float64Array(9),
  },
  ...{ logLikelihood: -1, customers: 30, degenerate: null },
};
const shrunken = core.fitShrunkenValue(values);
const forecast = core.forecastShrunkenValue(shrunken, values);
const notForecasts = wrongParts(forecast, {
  ...{ expected: [...notArrays, few], low: [...notArrays, few], high: [...notArrays, few] },
});
const notPurchaseModels = [
  ...notModels,
  ...[{ kind: 'nbd' }, { ...nbd, r: -1 }, { ...nbd, alpha: Number.NaN }, { ...nbd, kind: 'bgNbd' }],
  { ...nbd, covariance: few },
];

const isGiven = (value: unknown) => value !== undefined;
const notSummaries = [...notObjects, {}, [null], [{ kind: 'text' }], [{ kind: 'categorical' }]];

/** Of every function that is exported, by its name. */
export const cases: Record<string, Case> = {
  // calibration
  calibrate: {
    right: [platt, p],
    wrong: [
      [...notModels, { ...platt, method: 'beta' }, { method: 'platt' }, { method: 'isotonic' }],
      notProbabilities.filter((v) => v !== short),
    ],
  },
  crossFitCalibration: {
    right: [p, y, folds, {}],
    wrong: [notProbabilities, notBinary, notFolds, noOptions],
    options: { method: [null, 'beta', 5] },
  },
  fitIsotonic: { right: [p, y], wrong: [notProbabilities, notTwoClasses] },
  fitPlatt: { right: [p, y], wrong: [notProbabilities, notTwoClasses] },
  // classifiers
  predictProba: scoring(linear, notFinite, [kMeans]),
  probabilityOf: { right: [linear, p], wrong: [notModels, notArrays] },
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
      start: notModels.filter((value) => value !== undefined),
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
        extraTrees: notTruths,
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
        ...[{ overlap: null }, { overlap: X }, { overlap: core.createMatrix(255, 1) }],
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
  countOverlap: {
    right: [{ previousLabels: labels, nextLabels: labels, previousK: 3, nextK: 3 }],
    wrong: [notObjects],
    options: {
      ...{ previousLabels: [...notArrays, labels.slice(1), labels.with(2, 3)] },
      ...{ nextK: [undefined, ...notCounts, 0, 2 ** 31] },
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
      previous: [null, 5, {}, [null], [X.data], [narrow]],
    },
  },
  predictKMeans: scoring(kMeans, notFinite, [pca]),
  nearestCentroid: {
    right: [kMeans, X.data.slice(0, X.columns)],
    wrong: [
      [...notModels, pca],
      [...notArrays, new Float64Array(X.columns + 1), new Float64Array(X.columns).fill(Number.NaN)],
    ],
  },
  centroidDistances: {
    right: [kMeans, X.data.slice(0, X.columns)],
    wrong: [
      [...notModels, pca],
      [...notArrays, new Float64Array(X.columns + 1), new Float64Array(X.columns).fill(Number.NaN)],
    ],
  },
  countDistinctRows: { right: [X, 3], wrong: [notMatrices, [...notCounts, 0]] },
  countBelow: { right: [p, 0.5], wrong: [notArrays, [undefined, null, '1', Number.NaN]] },
  countAtMost: { right: [p, 0.5], wrong: [notArrays, [undefined, null, '1', Number.NaN]] },
  selectK: {
    right: [sweep, []],
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
      [
        ...[null, 5, 'evidence', {}],
        [{}],
        [null],
        [{ k: 2 }],
        [{ k: 0, explained: [] }],
        [{ k: 2, explained: [Number.NaN] }],
      ],
    ],
  },
  compareWithCloud: {
    right: [X, [0, 1], {}],
    wrong: [[...notMatrices, notFinite[0]], [...notArrays, [0]], noOptions],
    options: { minK: [...notCounts, 0, 1], maxK: [...notCounts, 0, 1], seed: notCounts, ...hooks },
  },
  ordinaryRange: { right: [p], wrong: [[...notArrays, [1, 2]]] },
  limitColumns: {
    right: [preprocessor, new Map()],
    wrong: [notModels, [null, 5, {}, new Map([['x', null]]), new Map([['x', { low: 1, high: 0 }]])]],
  },
  weighColumns: {
    right: [preprocessor, new Map()],
    wrong: [notModels, [null, 5, {}, new Map([['x', null]]), new Map([['x', 0]]), new Map([['x', 5e-324]])]],
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
      [
        ...notTables,
        ofColumn({ ...age, name: 'far', values: p.with(1, 1.7e308) }),
        { ...table, observedOn: { ...age, name: 'seen', values: p.with(1, 1.7e308) } },
      ],
      notBinary,
      noOptions,
    ],
    options: { seed: notCounts, neighbours: [...notCounts, 0] },
  },
  // imputation
  completeRow: {
    right: [donors, new Float64Array(X.columns), [true, false], {}],
    wrong: [
      [...notModels, { kind: 'donorPool' }],
      [...notArrays, Float64Array.of(1), Float64Array.of(1, Number.NaN)],
      [...notObjects, {}, 'true'],
      noOptions,
    ],
    options: { neighbours: [...notCounts, 0], most: [...notCounts, 3] },
  },
  createDonorPool: {
    right: [X, Int32Array.of(0, 1), [1, 1]],
    wrong: [
      [...notFinite, narrow, core.createMatrix(0, 2)],
      [...notArrays, [0, 1], Int32Array.of(0), Int32Array.of(0, 2), Int32Array.of(0, -1)],
      [...notArrays.filter((v) => v !== ''), [1], [1, Number.NaN]],
    ],
  },
  // inspection
  contributions: scoring(forest, notFinite, [kMeans]),
  contributionsInChunks: {
    ...scoring(boosting, [...notMatrices, infinite], [kMeans]),
    right: [boosting, X, {}],
    wrong: [...scoring(boosting, [...notMatrices, infinite], [kMeans]).wrong, noOptions],
    options: hooks,
  },
  treeShap: scoring(
    boosting,
    [...notMatrices, infinite],
    [kMeans, linear, { ...boosting, baseScore: Number.NaN }],
  ),
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
  findGroupRules: {
    right: [table, [y], {}],
    wrong: [notTables, [...notObjects, [[0, 1]], [y.slice(1)], [y.map((own) => own * 2)]], noOptions],
    options: {
      ...{ maxConditions: [...notCounts, 0, 7], minGain: [...notNumbers, -1, 2] },
      ...{ goodF1: [...notNumbers, -1, 2], rounding: [...notNumbers, -1, 2], beam: [...notCounts, 0, 1001] },
    },
  },
  columnsTogether: {
    right: [X, Int32Array.from({ length: X.columns }, (_, i) => i), 0.95],
    wrong: [notFinite, [...notObjects, [], Int32Array.of(0)], [...notNumbers, -1, 2]],
  },
  rowsMeeting: {
    right: [table, []],
    wrong: [notTables, [...notObjects, [null], [{}], [{ kind: 'missing', column: 'none' }]]],
  },
  findRelations: { right: [table], wrong: [notTables] },
  computedColumns: { right: [table, ['a']], wrong: [notTables, [null, 'text', 5, true, {}]] },
  followChange: {
    right: [[relation], { a: 1, b: 2, c: 2 }, { a: 2 }],
    wrong: [
      [...notObjects, [5], [{ ...relation, kind: 'other' }], [{ ...relation, factor: 'text' }]],
      [...notObjects, { a: 'text' }, { a: Number.NaN }],
      [...notObjects, { a: 'text' }],
    ],
  },
  relationValue: {
    right: [relation, () => 1],
    wrong: [[...notObjects, {}, { ...relation, parts: null }], notFunctions],
  },
  sliceQuality: {
    right: [{ y, p, sliceOf: labels, slices: 3 }],
    wrong: [notObjects],
    options: {
      ...{ y: notArrays, p: notProbabilities, sliceOf: [...notArrays, labels.slice(1)] },
      ...{ slices: [...notCounts, 0], comparisons: [...notCounts, 0] },
    },
  },
  permutationImportance: {
    right: [{ predict: () => p, X, y, sourceIndex: new Int32Array(X.columns), columnCount: 1, repeats: 1 }],
    wrong: [notObjects],
    options: {
      ...{ predict: [...notFunctions, () => short, () => undefined], X: notFinite, y: notBinary },
      ...{ sourceIndex: [...notArrays, new Int32Array(X.columns).fill(-1)], columnCount: [...notCounts, 0] },
      ...{ repeats: [...notCounts, 0, 1e9], seed: notCounts },
    },
  },
  // lifetime
  fitBgNbd: { right: [histories], wrong: [[noneAgain, ...notObjects]], options: notHistories },
  fitNbd: { right: [histories], wrong: [[noneAgain, ...notObjects]], options: notHistories },
  fitGammaGamma: { right: [values], wrong: [[unknownValues, ...notObjects]], options: notValues },
  fitShrunkenValue: { right: [values], wrong: [[unknownValues, ...notObjects]], options: notValues },
  forecastPurchases: {
    right: [nbd, histories, 10],
    wrong: [notPurchaseModels, wrongParts(histories, notHistories), [...notNumbers, -1, 1e10]],
  },
  expectedRepeats: { right: [nbd, 10], wrong: [notPurchaseModels, [...notNumbers, -1, 1e10]] },
  forecastValue: {
    right: [gammaGamma, values],
    wrong: [
      [
        ...notModels,
        { kind: 'gammaGamma' },
        { ...gammaGamma, q: 1 },
        { ...gammaGamma, p: 0 },
        { ...gammaGamma, covariance: few },
      ],
      wrongParts(values, notValues),
    ],
  },
  forecastShrunkenValue: {
    right: [shrunken, values],
    wrong: [
      [
        ...notModels,
        { kind: 'shrunkenValue' },
        { ...shrunken, mean: -1 },
        { ...shrunken, credibility: Number.NaN },
      ],
      wrongParts(values, notValues),
    ],
  },
  multiplyForecasts: { right: [forecast, forecast], wrong: [notForecasts, notForecasts] },
  // survival
  kaplanMeier: {
    right: [lifeTable],
    wrong: [notObjects],
    options: {
      times: [
        ...notArrays,
        Float64Array.of(1),
        Float64Array.of(2, 1),
        Float64Array.of(-1, 1),
        Float64Array.of(1, 1),
      ],
      events: [...notArrays, Float64Array.of(1), Float64Array.of(1, -1), Float64Array.of(1, 0.5)],
      censored: [...notArrays, Float64Array.of(1), Float64Array.of(1, -1), Float64Array.of(1, 0.5)],
    },
  },
  restrictedMean: {
    right: [{ times: Float64Array.of(1, 2), survival: Float64Array.of(0.5, 0.2) }, 0, 3],
    wrong: [
      [...notObjects, { times: Float64Array.of(1, 2), survival: Float64Array.of(0.5) }],
      [...notNumbers, -1, 4],
      [...notNumbers, -1],
    ],
  },
  remainingTime: {
    right: [lifeTable, { from: Float64Array.of(0), weights: Float64Array.of(1) }, 0.5],
    wrong: [
      notObjects,
      [
        ...notObjects,
        { from: Float64Array.of(0), weights: Float64Array.of() },
        { from: Float64Array.of(-1), weights: Float64Array.of(1) },
        { from: Float64Array.of(0), weights: Float64Array.of(-1) },
      ],
      [...notNumbers, -1],
    ],
  },
  logRankTest: {
    right: [[lifeTable, lifeTable]],
    wrong: [[...notObjects, [], [lifeTable], [lifeTable, null], [lifeTable, { ...lifeTable, times: short }]]],
  },
  // experiments
  differenceInterval: {
    right: [3, 10, 8, 60, 2],
    wrong: [
      [undefined, ...notCounts, 11],
      [undefined, ...notCounts, 0, 2],
      [undefined, ...notCounts, 61],
      [undefined, ...notCounts, 0, 7],
      [...notNumbers, -1],
    ],
  },
  adjustedDifference: { right: [arm, otherArm, 2], wrong: [notArms, notArms, [...notNumbers, -1]] },
  differencesDifferPValue: {
    right: [[{ treated: arm, control: otherArm }]],
    wrong: [[...notObjects, {}, [], [null], [{}], [{ treated: arm, control: { ...arm, rows: 0 } }]]],
  },
  holdOut: {
    right: [[0, 0, 1], [0.1, 0.2, 0.3], { share: 0.5, seed: 1 }],
    wrong: [
      [...notArrays, [0, 1], [0, 0, -1], [0, 0, 0.5]],
      [...notArrays, [0.1], [0.1, 0.2, Number.NaN]],
      noOptions,
    ],
    options: { share: [undefined, ...notNumbers, -0.1, 1.1], seed: [undefined, ...notCounts] },
  },
  drawOf: {
    right: [1, 'id'],
    wrong: [
      [undefined, ...notCounts],
      [undefined, null, 4, {}],
    ],
  },
  fitUplift: upliftCase,
  measureUplift: upliftCase,
  predictUplift: {
    right: [uplift, trial.table],
    wrong: [
      [...notModels, { ...uplift, effects: [] }],
      [...notTableShapes, table],
    ],
  },
  qiniCurve: {
    right: [p, p, 10],
    wrong: [
      [...notArrays, short, Float64Array.of(1)],
      [...notArrays, short],
      [...notNumbers, 0, 1001, 1.5],
    ],
  },
  judgeExperiment: {
    right: [arm, otherArm, { treated: 20, control: 60 }, { expectedRate: 0.2 }],
    wrong: [
      notArms,
      notArms,
      [...notObjects, {}, { treated: 9, control: 60 }, { treated: 20, control: 50.5 }],
      noOptions,
    ],
    options: {
      expectedRate: [undefined, ...notNumbers, -0.1, 1.1],
      comparisons: [...notCounts, 0],
      strata: [null, 'text', 5, {}, [null], [{}], [{ treated: arm, control: { ...otherArm, rows: -1 } }]],
    },
  },
  twoSidedZ: { right: [0.05], wrong: [[undefined, ...notNumbers, 0, 1.1]] },
  sampleRatioPValue: {
    right: [
      [3, 7],
      [0.5, 0.5],
    ],
    wrong: [
      [...notArrays, [3], [3, -1], [3, 0.5]],
      [...notArrays, [1], [0.5, 0.6], [1, 0], [Number.NaN, 0.5]],
    ],
  },
  smallestDifference: {
    right: [{ rate: 0.2, rows: 100, control: 50 }],
    wrong: [noOptions],
    options: {
      rate: [undefined, ...notNumbers, -0.1, 1.1],
      rows: [undefined, ...notCounts, 0],
      control: [undefined, ...notCounts, 0],
      explained: [...notNumbers, -0.1, 1.1],
      alpha: [...notNumbers, 0, 1.1],
      power: [...notNumbers, 0.4, 1],
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
  brierScore: { right: [y, p], wrong: [notTwoClasses, notProbabilities] },
  logLoss: { right: [y, p], wrong: [notTwoClasses, notProbabilities] },
  calibrationCurve: {
    right: [y, p, {}],
    wrong: [notTwoClasses, notProbabilities, noOptions],
    options: { bins: [...notCounts, 0, 1e9] },
  },
  expectedCalibrationError: {
    right: [y, p, {}],
    wrong: [notTwoClasses, notProbabilities, noOptions],
    options: { bins: [...notCounts, 0, 1e9] },
  },
  metricIntervals: { ...thresholded, wrong: [notTwoClasses, notProbabilities, notNumbers] },
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
  judgePromise: {
    right: [{ probabilities: p, y }, { probabilities: p, y }, { whole: true }],
    wrong: [
      [...notObjects, {}, { probabilities: p, y: short }, { probabilities: p.map(() => 2), y }],
      [...notObjects, {}, { probabilities: p, y: y.map(() => 1) }],
      noOptions,
    ],
    options: { whole: [undefined, null, 1, 'yes'] },
  },
  rocAucDifference: { right: [y, p, p], wrong: [notTwoClasses, notScores, notScores] },
  brierDifference: { right: [y, p, p], wrong: [notTwoClasses, notProbabilities, notProbabilities] },
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
  measureLearningCurve: {
    right: [{ table, y, folds, algorithm: 'logisticRegression' }],
    wrong: [notObjects],
    options: { folds: notFolds },
  },
  expectedGain: {
    right: [
      {
        sizes: [1, 2, 3],
        aucs: [
          [0.5, 0.6],
          [0.6, 0.6],
          [0.6, 0.7],
        ],
      },
      3,
      1,
    ],
    wrong: [notObjects, [...notCounts, 0], [...notCounts, 0]],
  },
  crossValidate: {
    right: [{ table, y, folds, algorithm: 'logisticRegression' }],
    wrong: [notObjects],
    options: { ...recipe, folds: notFolds, hold: [...notNumbers, [], [99], [0, 0], ['0']] },
  },
  trainClassifier: {
    right: [{ table, y, algorithm: 'logisticRegression' }],
    wrong: [notObjects],
    options: recipe,
  },
  chooseRidge: { right: [table, y, folds], wrong: [notTableShapes, notBinary, notFolds] },
  duplicateGroups: { right: [table], wrong: [notTableShapes] },
  nearDuplicateGroups: { right: [table, y, 0], wrong: [notTableShapes, notBinary, [...notNumbers, -1, 0.5]] },
  stratifiedKFold: {
    right: [y, {}],
    wrong: [notBinary.filter((v) => (v as Uint8Array)?.length !== ROWS - 1), noOptions],
    options: {
      folds: [...notCounts, 0, 1, 1001, 2 ** 31],
      seed: notCounts,
      groups: [null, 'text', 5, [...labels], labels.slice(1)],
      keys: [null, 'text', 5, [...labels], labels.slice(1)],
    },
  },
  hashKeys: { right: [labels, 0], wrong: [[...notObjects, [...labels]], notCounts] },
  saltOf: { right: [0], wrong: [[undefined, ...notCounts]] },
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
      [...notModels, kMeans, { kind: 'preprocessor' }],
      [...notTables, { rows: ROWS, columns: [age] }],
    ],
  },
  encodeRecord: {
    right: [preprocessor, {}],
    wrong: [[...notModels, kMeans, { kind: 'preprocessor' }], notObjects],
  },
  takeTableRows: { right: [table, [0]], wrong: [notTableShapes, [...notArrays, [ROWS], [-1], [0.5], ['0']]] },
  datesToDurations: {
    right: [table, { name: null, day: 1 }],
    wrong: [notTableShapes, [null, 'text', 5, {}, { name: null, day: '1' }, { name: null, day: Number.NaN }]],
  },
  findReferenceDay: { right: [table, p], wrong: [notTableShapes, [null, 'text', 5, {}, short]] },
  standardise: { right: [X], wrong: [notFinite] },
  summarise: {
    right: [table, {}],
    wrong: [notTables, noOptions],
    options: {
      sampleWeight: [null, 'text', short, [...p]],
      tails: notTruths,
      quartiles: notTruths,
      like: notSummaries.filter(isGiven),
    },
  },
  combineSummaries: {
    right: [core.summarise(table), core.summarise(table)],
    wrong: [
      [...notSummaries, []],
      [...notSummaries, []],
    ],
  },
  summariseGroups: {
    right: [table, labels, 3, []],
    wrong: [
      notTables,
      notLabels,
      [undefined, ...notCounts, 0, 2],
      [...notObjects, {}, [null]].filter(isGiven),
    ],
  },
  preprocessorFrom: {
    right: [core.summarise(table), {}],
    wrong: [[...notSummaries, []], noOptions],
    options: { scaling: [null, 'minmax', 'robust'], logLongTails: [...notTruths, true] },
  },
  // drift
  profileTable: { right: [table], wrong: [notTables] },
  checkDrift: {
    right: [{ profiles: core.profileTable(table), past: named, now: named, model: monitored }],
    wrong: [notObjects],
    options: {
      profiles: [
        ...notObjects,
        {},
        [null],
        [{ name: 'age', rows: 0 }],
        [{ name: 'age', kind: 'numeric', rows: 3 }],
      ],
      past: [1, 'text', {}, { table, rows: [1] }, { table, rows: new Int32Array(3) }],
      now: [
        ...notObjects,
        {},
        { table, rows: new Int32Array(3) },
        ...notTables.map((of) => ({ ...named, table: of })),
      ],
      model: [
        ...[
          null,
          1,
          {},
          { ...monitored, score: 1 },
          { ...monitored, current: {} },
          { ...monitored, columns: 'age' },
        ],
        { ...monitored, reference: { ...monitored.reference, y: y.slice(1) } },
        { ...monitored, reference: { ...monitored.reference, probabilities: p.with(1, 2) } },
      ],
      significance: [...notNumbers, 0, 1],
      seed: notCounts,
      signal: hooks.signal,
    },
  },
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
