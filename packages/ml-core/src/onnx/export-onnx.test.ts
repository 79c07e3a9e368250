import { describe, expect, it } from 'vitest';
import { fitPlatt } from '../calibration/platt.js';
import { ArtefactError, InvalidParameterError, ShapeError } from '../errors.js';
import { fitLogisticRegression } from '../linear-model/logistic-regression.js';
import { type ClassifierPipeline, serialiseModel } from '../persistence.js';
import type { FeatureTable } from '../preprocessing/feature-table.js';
import { applyPreprocessor, fitPreprocessor } from '../preprocessing/pipeline.js';
import type { Preprocessor } from '../preprocessing/preprocessor.js';
import { exportOnnx, type OnnxSource } from './export-onnx.js';

const table: FeatureTable = {
  rows: 6,
  columns: [
    { kind: 'numeric', name: 'age', values: Float64Array.of(31, 45, Number.NaN, 28, 60, 52) },
    { kind: 'numeric', name: 'year', values: new Float64Array(6).fill(2024) },
    { kind: 'categorical', name: 'plan', codes: Int32Array.of(0, 1, 1, 2, -1, 0), levels: ['a', 'b', 'c'] },
  ],
};
const preprocessor = fitPreprocessor(table);
const model = fitLogisticRegression(applyPreprocessor(preprocessor, table), Uint8Array.of(0, 1, 0, 1, 1, 0));
const textOf = (source: OnnxSource) => Buffer.from(exportOnnx(source)).toString('latin1');

function withColumn(change: (columns: Preprocessor['columns'][number][]) => void): OnnxSource {
  const columns = [...preprocessor.columns];
  change(columns);
  return { preprocessor: { ...preprocessor, columns }, model };
}

describe('exportOnnx', () => {
  it('writes the same bytes each time and leaves its source alone', () => {
    const calibrator = fitPlatt([0.1, 0.4, 0.6, 0.9], Uint8Array.of(0, 1, 0, 1));
    const pipeline: ClassifierPipeline = {
      ...{ kind: 'classifierPipeline', version: 1 },
      ...{ preprocessor, model, calibrator },
    };
    const before = serialiseModel(pipeline);
    expect(exportOnnx(pipeline)).toEqual(exportOnnx(pipeline));
    expect(serialiseModel(pipeline)).toEqual(before);
  });

  it('says what it is, how calibrated, and which columns it does without', () => {
    const text = textOf({ preprocessor, model });
    expect(text).toContain('P(y = 1) of each row by logistic regression, not calibrated.');
    expect(text).toContain('["age","age (missing)","plan=a","plan=b","plan=c","plan=(missing)"]');
    expect(text).toContain('["year"]');
    expect(text).toContain('NaN or infinity means missing and is replaced by 45.');
  });

  it('refuses a model that was fitted on another encoding, naming both widths', () => {
    const other = fitPreprocessor({ rows: 6, columns: table.columns.slice(0, 1) });
    expect(() => exportOnnx({ preprocessor: other, model })).toThrow(
      new ShapeError('the model takes 6 columns; the preprocessor makes 2'),
    );
  });

  it('refuses a model that does not classify, naming those that do', () => {
    const kMeans = { kind: 'kMeans' } as unknown as OnnxSource['model'];
    expect(() => exportOnnx({ preprocessor, model: kMeans })).toThrow(
      new InvalidParameterError(
        'model.kind is "kMeans"; it must be "logisticRegression" or "randomForest" or "gradientBoosting"',
      ),
    );
  });

  it('refuses a damaged model, preprocessor or calibrator, naming the place', () => {
    const broken = { ...model, intercept: Number.NaN };
    expect(() => exportOnnx({ preprocessor, model: broken })).toThrow(/model\.intercept is NaN/);
    const calibrator = { kind: 'calibrator', version: 1, method: 'platt', slope: -1, intercept: 0 } as const;
    expect(() => exportOnnx({ preprocessor, model, calibrator })).toThrow(/slope is -1/);
    const orphaned = withColumn((columns) => {
      columns[2] = { kind: 'dropped', name: 'plan', reason: 'constant' };
    });
    expect(() => exportOnnx(orphaned)).toThrow(ArtefactError);
    expect(() => exportOnnx(orphaned)).toThrow('encoded column 2 ("plan=a") comes from no column');
  });

  it('refuses a level that an input could not tell from a missing one', () => {
    const source = withColumn((columns) => {
      const plan = columns[2]!;
      if (plan.kind === 'categorical') columns[2] = { ...plan, levels: ['a', '', 'c'] };
    });
    expect(() => exportOnnx(source)).toThrow(
      'column "plan" has the level ""; in an ONNX input that means missing',
    );
  });

  it('refuses what has no model', () => {
    for (const source of [undefined, {}, { model: null }, { model: 'x' }, { model: { kind: 'svm' } }]) {
      expect(() => exportOnnx(source as OnnxSource)).toThrow(InvalidParameterError);
    }
  });

  it('takes a blank for the level that it is', () => {
    const plans: FeatureTable = {
      rows: 3,
      columns: [
        { kind: 'categorical', name: 'plan', codes: Int32Array.of(0, 1, 2), levels: [' ', 'a', 'b'] },
      ],
    };
    const encoder = fitPreprocessor(plans);
    const one = fitLogisticRegression(applyPreprocessor(encoder, plans), Uint8Array.of(0, 1, 0));
    expect(textOf({ preprocessor: encoder, model: one })).toContain('["plan= ","plan=a","plan=b"]');
  });

  it.each(['', 'plan'])('refuses a column named "%s" beside one named "plan"', (name) => {
    const source = withColumn((columns) => {
      columns[0] = { ...columns[0]!, name };
    });
    expect(() => exportOnnx(source)).toThrow(InvalidParameterError);
    expect(() => exportOnnx(source)).toThrow(`is named "${name}"; `);
  });

  it('keeps its own names away from those of columns', () => {
    const table: FeatureTable = {
      rows: 2,
      columns: ['probability', 'X', 'scaled'].map((name) => ({
        ...{ kind: 'numeric', name, values: Float64Array.of(0, 1) },
      })),
    };
    const preprocessor = fitPreprocessor(table);
    const model = fitLogisticRegression(applyPreprocessor(preprocessor, table), Uint8Array.of(0, 1));
    const text = textOf({ preprocessor, model });
    for (const name of ['probability_2', 'X_2', 'scaled_2']) expect(text).toContain(name);
  });
});
