import type { CalibrationMethod, Calibrator } from '../calibration/calibrate.js';
import { type ClassifierAlgorithm, type ClassifierModel, classifierKinds } from '../classifier.js';
import { ShapeError } from '../errors.js';
import { modelShapes } from '../persistence/model-shapes.js';
import type { Preprocessor } from '../preprocessing/preprocessor.js';
import { requireObject, requireOneOf } from '../validation.js';
import { addCalibrator } from './add-calibrator.js';
import { addModel } from './add-model.js';
import { addPreprocessor } from './add-preprocessor.js';
import { createGraph, type OnnxDescription } from './onnx-graph.js';

/** What goes into an ONNX file: a `ClassifierPipeline`, a `TrainedClassifier`, or a model alone. */
export interface OnnxSource {
  /** Without it the file takes X itself. */
  readonly preprocessor?: Preprocessor;
  readonly model: ClassifierModel;
  /** Without it the file gives what `predictProba` gives. */
  readonly calibrator?: Calibrator;
}

/**
 * Writes preprocessing, model and calibration as one ONNX file (https://onnx.ai, release 1.16), for any runtime that
 * knows ai.onnx 21 and ai.onnx.ml 5: onnxruntime from 1.21 on. The same source gives the same bytes.
 *
 * There is one input per column that preprocessing uses, named as the column and rows × 1: float64 for numbers, dates
 * as days since 1970-01-01; text for levels; and the day on which the row was true, where training knew it. NaN and ""
 * mean missing; an infinite number counts as missing, as in `encodeRecord`. Other text of blanks is a level like any
 * other. Without preprocessor there is one input X, rows × columns of float64. The output is `probability`
 * (probability_2 where a column has that name), rows × 1 of float64: P(y = 1), calibrated if a calibrator is given.
 *
 * Everything is computed in float64, split by split and step by step as here. What may differ in its last bits are
 * logarithms, exponentials and the order of sums: on four public data sets by 1.3e-14 at most in a probability. O(nodes
 * + encoded columns).
 *
 * @throws ShapeError if the model takes a different number of columns than the preprocessor makes.
 * @throws InvalidParameterError for models that do not classify, columns of the same name, the name "" or the level "",
 * which means missing there.
 * @throws ArtefactError for a damaged model, naming the place.
 */
export function exportOnnx(source: OnnxSource): Uint8Array<ArrayBuffer> {
  const columns = requireSource(source);
  const { preprocessor, model, calibrator } = source;
  const graph = createGraph();
  const X = preprocessor
    ? addPreprocessor(graph, preprocessor)
    : graph.addInput('X', 'double', columns, 'Encoded rows; for boosting NaN means missing.');
  const score = addModel(graph, model, X, calibrator ? 'score' : 'probability');
  const probability = calibrator ? addCalibrator(graph, calibrator, score, 'probability') : score;
  return graph.finish(probability, describe(source));
}

/** Throws unless the source can be scored, and returns how many columns the model takes. */
function requireSource(source: OnnxSource): number {
  const { preprocessor, model, calibrator } = requireObject('source', source);
  requireOneOf('model.kind', requireObject('model', model).kind, classifierKinds);
  modelShapes[model.kind](model, 'model');
  if (calibrator !== undefined) modelShapes.calibrator(calibrator, 'calibrator');
  const columns = 'trees' in model ? model.trees.columns : model.coefficients.length;
  if (preprocessor !== undefined) {
    modelShapes.preprocessor(preprocessor, 'preprocessor');
    const width = preprocessor.encodedNames.length;
    if (columns !== width) {
      throw new ShapeError(`the model takes ${columns} columns; the preprocessor makes ${width}`);
    }
  }
  return columns;
}

const classifierNames: Record<ClassifierAlgorithm, string> = {
  logisticRegression: 'logistic regression',
  randomForest: 'a random forest',
  gradientBoosting: 'gradient boosting',
};

const calibrationNames: Record<CalibrationMethod, string> = {
  platt: 'Platt scaling',
  isotonic: 'centred isotonic regression',
};

function describe({ preprocessor, model, calibrator }: OnnxSource): OnnxDescription {
  const by = `by ${classifierNames[model.kind]}`;
  const calibrated = calibrator ? `calibrated by ${calibrationNames[calibrator.method]}` : 'not calibrated';
  const inputs =
    'Numbers are float64 and NaN means missing; dates are days since 1970-01-01; in text "" means missing.';
  const dropped = preprocessor?.columns.filter(({ kind }) => kind === 'dropped').map(({ name }) => name);
  return {
    doc: `P(y = 1) of each row ${by}, ${calibrated}. ${inputs}`,
    metadata: {
      kind: model.kind,
      calibration: calibrator?.method ?? 'none',
      ...(preprocessor && {
        encodedNames: JSON.stringify(preprocessor.encodedNames),
        columnsNotNeeded: JSON.stringify(dropped),
      }),
    },
  };
}
