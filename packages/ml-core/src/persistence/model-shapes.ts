import type { IsotonicCalibrator } from '../calibration/isotonic.js';
import { type KMeansModel, MAX_CLUSTERS } from '../cluster/k-means-model.js';
import type { PcaModel } from '../decomposition/pca.js';
import type { LogisticRegressionModel } from '../linear-model/logistic-regression.js';
import type { Preprocessor } from '../preprocessing/preprocessor.js';
import { checkTrees, type DecisionTrees } from '../tree/decision-trees.js';
import {
  fields,
  floats,
  instance,
  integer,
  integers,
  lengthOf,
  list,
  literal,
  number,
  oneOf,
  orNull,
  refusal,
  type Shape,
  text,
  truth,
} from './shape.js';

const MANY = 2 ** 31 - 1;
const count = integer(0, MANY);
const seed = integer(0, Number.MAX_SAFE_INTEGER);

const matrix: Shape = (value, path) => {
  fields({ rows: count, columns: count, data: floats() })(value, path);
  const { rows, columns, data } = value as { rows: number; columns: number; data: Float64Array };
  if (data.length !== rows * columns)
    throw refusal(`${path}.data.length`, data.length, String(rows * columns));
};

const trees: Shape = (value, path) => {
  fields({
    columns: count,
    roots: instance(Int32Array),
    nodes: instance(Uint32Array),
    values: instance(Float32Array),
    covers: instance(Float32Array),
    splitOffsets: instance(Int32Array),
    splitPoints: instance(Float64Array),
  })(value, path);
  checkTrees(value as DecisionTrees);
};

function kMeans(value: unknown, path: string): void {
  fields({
    ...{ kind: literal('kMeans'), version: literal(1), k: integer(1, MAX_CLUSTERS), centroids: matrix },
    ...{ inertia: number(0), iterations: count, seed },
  })(value, path);
  const { k, centroids } = value as KMeansModel;
  if (centroids.rows !== k) throw refusal('centroids.rows', centroids.rows, String(k));
}

function pca(value: unknown, path: string): void {
  fields({
    ...{ kind: literal('pca'), version: literal(1), mean: floats(), components: matrix },
    ...{ explainedVariance: floats(), explainedVarianceRatio: floats() },
  })(value, path);
  const { mean, components, explainedVariance, explainedVarianceRatio } = value as PcaModel;
  const { rows, columns } = components;
  if (mean.length !== columns) throw refusal('mean.length', mean.length, String(columns));
  for (const variances of [explainedVariance, explainedVarianceRatio]) {
    if (variances.length !== rows) throw refusal('explainedVariance.length', variances.length, String(rows));
  }
}

function logisticRegression(value: unknown, path: string): void {
  fields({
    kind: literal('logisticRegression'),
    version: literal(1),
    coefficients: floats(),
    intercept: number(),
    means: floats(),
    iterations: count,
    converged: truth,
  })(value, path);
  const { coefficients, means } = value as LogisticRegressionModel;
  if (means.length !== coefficients.length)
    throw refusal('means.length', means.length, String(coefficients.length));
}

function preprocessor(value: unknown, path: string): void {
  const { columns, encodedNames } = (value ?? {}) as Partial<Preprocessor>;
  const width = lengthOf(encodedNames);
  fields({
    kind: literal('preprocessor'),
    version: literal(1),
    columns: list(columnEncoding(width)),
    encodedNames: list(text),
    sourceIndex: integers(0, lengthOf(columns) - 1, width),
    'referenceDay?': fields({ name: orNull(text), day: number() }),
  })(value, path);
  const date = columns!.find((column) => column.kind === 'numeric' && column.isDate);
  const { referenceDay } = value as Preprocessor;
  if (date && !referenceDay)
    throw refusal(`${path}.referenceDay`, referenceDay, `there: ${date.name} is a date`);
}

/** An encoding within a row of `width` numbers: every position that it writes to has to lie there. */
function columnEncoding(width: number): Shape {
  const position = integer(-1, width - 1);
  return oneOf('kind', {
    dropped: fields({ kind: text, name: text, reason: text }),
    numeric: fields({
      ...{ kind: text, name: text, 'isDate?': truth, valueAt: position, missingAt: position },
      ...{ fill: number(), logUnit: number(0), center: number(), scale: number(Number.MIN_VALUE) },
      ...{ 'low?': number(), 'high?': number() },
    }),
    categorical: (value, path) => {
      const { names, levels } = value as { names?: unknown; levels?: unknown };
      const last = lengthOf(names) - 1;
      fields({
        ...{
          kind: text,
          name: text,
          first: integer(0, width - 1 - last),
          levels: list(text),
          names: list(text),
        },
        ...{
          levelAt: integers(-1, last, lengthOf(levels)),
          unseenAt: integer(-1, last),
          missingAt: integer(-1, last),
          'unit?': number(Number.MIN_VALUE),
        },
      })(value, path);
    },
  });
}

const calibrator = oneOf('method', {
  platt: fields({
    ...{ kind: literal('calibrator'), version: literal(1), method: text },
    ...{ slope: number(0), intercept: number() },
  }),
  isotonic: (value, path) => {
    fields({
      ...{ kind: literal('calibrator'), version: literal(1), method: text },
      ...{ x: floats(undefined, 0, 1), y: floats(undefined, 0, 1) },
    })(value, path);
    const { x, y } = value as IsotonicCalibrator;
    if (x.length === 0 || x.length !== y.length)
      throw refusal(`${path}.y.length`, y.length, `${x.length}, at least 1`);
    for (let i = 1; i < x.length; i++) {
      if (!(x[i]! > x[i - 1]! && y[i]! >= y[i - 1]!))
        throw refusal(`${path}.x[${i}]`, x[i], 'above the one before');
    }
  },
});

const randomForest = fields({
  kind: literal('randomForest'),
  version: literal(1),
  seed,
  trees,
  'outOfBag?': instance(Float64Array),
});
const gradientBoosting = fields({
  kind: literal('gradientBoosting'),
  version: literal(1),
  seed,
  baseScore: number(),
  trees,
});

const classifier = oneOf('kind', { logisticRegression, randomForest, gradientBoosting });

function classifierPipeline(value: unknown, path: string): void {
  fields({
    kind: literal('classifierPipeline'),
    version: literal(1),
    preprocessor,
    model: classifier,
    'calibrator?': calibrator,
  })(value, path);
  const { preprocessor: encoder, model } = value as {
    preprocessor: Preprocessor;
    model: { coefficients: Float64Array } | { trees: DecisionTrees };
  };
  const columns = 'trees' in model ? model.trees.columns : model.coefficients.length;
  const width = encoder.encodedNames.length;
  if (columns !== width) throw refusal('model columns', columns, `${width}, as the preprocessor has`);
}

/** What every kind of model looks like in storage, down to what would make scoring fail. */
export const modelShapes = {
  kMeans,
  pca,
  preprocessor,
  logisticRegression,
  randomForest,
  gradientBoosting,
  calibrator,
  classifierPipeline,
} satisfies Record<string, Shape>;
