import {
  age,
  boosting,
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

const curve = {
  right: [y, p, {}],
  wrong: [notTwoClasses, notScores, noOptions],
  options: { maxPoints: [...notCounts, 1] },
};
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
  countDistinctRows: { right: [X, 3], wrong: [notMatrices, [...notCounts, 0]] },
  countBelow: { right: [p, 0.5], wrong: [notArrays, [undefined, null, '1', Number.NaN]] },
  countAtMost: { right: [p, 0.5], wrong: [notArrays, [undefined, null, '1', Number.NaN]] },
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
    options: { sampleWeight: [null, 'text', short, [...p]], tails: notTruths, quartiles: notTruths },
  },
  summariseGroups: {
    right: [table, labels, 3],
    wrong: [notTables, notLabels, [undefined, ...notCounts, 0, 2]],
  },
  preprocessorFrom: {
    right: [core.summarise(table), {}],
    wrong: [[...notObjects, {}, [], [null], [{ kind: 'text' }], [{ kind: 'categorical' }]], noOptions],
    options: { scaling: [null, 'minmax', 'robust'], logLongTails: [...notTruths, true] },
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
