import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calibrate } from '../calibration/calibrate.js';
import { predictProba } from '../classifier.js';
import { matrixFromRows } from '../matrix.js';
import { type ClassifierPipeline, deserialiseModel } from '../persistence.js';
import { encodeRecord } from '../preprocessing/encode-record.js';
import type { Matrix } from '../types.js';
import { exportOnnx, type OnnxSource } from './export-onnx.js';

interface Golden {
  readonly name: string;
  /** A stored pipeline or model, base64. */
  readonly model: string;
  readonly sha256: string;
  /** Cells by column, or rows of X. */
  readonly rows: Record<string, (string | number | null)[]> | { X: (number | null)[][] };
  readonly probability: number[];
}

const path = new URL('../../golden/onnx-export.golden.json', import.meta.url);
const golden: { cases: Golden[] } = JSON.parse(readFileSync(path, 'utf8'));

function sourceOf({ model }: Golden): OnnxSource {
  const stored = deserialiseModel(Buffer.from(model, 'base64')) as ClassifierPipeline | OnnxSource['model'];
  return stored.kind === 'classifierPipeline' ? stored : { model: stored };
}

/** Rows as X, each encoded as a single request is. */
function encode({ preprocessor }: OnnxSource, { rows, probability }: Golden): Matrix {
  if (!preprocessor) {
    const { X } = rows as { X: (number | null)[][] };
    return matrixFromRows(X.map((row) => row.map((value) => value ?? Number.NaN)));
  }
  const cells = Object.entries(rows as Record<string, (string | number | null)[]>);
  return matrixFromRows(
    probability.map((_, i) => {
      const record = Object.fromEntries(cells.map(([name, values]) => [name, values[i]]));
      return [...encodeRecord(preprocessor, record).x];
    }),
  );
}

describe.each(golden.cases)('the export of $name', (example) => {
  const source = sourceOf(example);

  it('is the file that onnxruntime was given, to the byte', () => {
    expect(createHash('sha256').update(exportOnnx(source)).digest('hex')).toBe(example.sha256);
  });

  it('gives in onnxruntime the probabilities that we give', () => {
    const scores = predictProba(source.model, encode(source, example));
    const ours = source.calibrator ? calibrate(source.calibrator, scores) : scores;
    expect(ours.length).toBe(example.probability.length);
    const differences = example.probability.map((theirs, i) => Math.abs(ours[i]! - theirs));
    expect(Math.max(...differences)).toBeLessThan(1e-12);
  });
});
