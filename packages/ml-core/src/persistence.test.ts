import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitIsotonic } from './calibration/isotonic.js';
import { fitPlatt } from './calibration/platt.js';
import { predictProba } from './classifier.js';
import { fitKMeans } from './cluster/k-means.js';
import { fitPca } from './decomposition/pca.js';
import { ArtefactError } from './errors.js';
import { trainClassifier } from './model-selection/train-classifier.js';
import { packArtefact } from './persistence/artefact-bytes.js';
import {
  type ClassifierPipeline,
  deserialiseModel,
  type StoredModel,
  serialiseModel,
} from './persistence.js';
import type { FeatureTable } from './preprocessing/feature-table.js';
import { applyPreprocessor } from './preprocessing/pipeline.js';
import { createRandom } from './random.js';

const rows = 200;
const random = createRandom(1);
const values = Float64Array.from({ length: rows }, (_, i) => (i % 9 === 0 ? Number.NaN : random.normal()));
const y = Uint8Array.from(values, (value) => (random.next() < (value > 0 ? 0.8 : 0.2) ? 1 : 0));
const table: FeatureTable = {
  rows,
  columns: [
    { kind: 'numeric', name: 'Umsatz in €', values },
    { kind: 'numeric', name: 'constant', values: new Float64Array(rows) },
    {
      kind: 'categorical',
      name: 'plan "x"',
      levels: ['a', 'ü', '😀'],
      codes: Int32Array.from(values, (_, i) => i % 3),
    },
  ],
};
const small = { trees: 5, maxDepth: 4 };
const linear = await trainClassifier({ table, y, algorithm: 'logisticRegression' });
const forest = await trainClassifier({ table, y, algorithm: 'randomForest', randomForest: small });
const boosting = await trainClassifier({
  table,
  y,
  algorithm: 'gradientBoosting',
  gradientBoosting: { maxIterations: 5 },
});
const X = applyPreprocessor(linear.preprocessor, table);
const scores = predictProba(linear.model, X);
const pipeline: ClassifierPipeline = {
  kind: 'classifierPipeline',
  version: 1,
  ...forest,
  calibrator: fitPlatt(scores, y),
};
const models: [string, StoredModel][] = [
  ['k-means', await fitKMeans(X, { k: 3 })],
  ['PCA', await fitPca(X)],
  ['preprocessor', linear.preprocessor],
  ['logistic regression', linear.model],
  ['random forest', forest.model],
  ['gradient boosting', boosting.model],
  ['Platt calibrator', fitPlatt(scores, y)],
  ['isotonic calibrator', fitIsotonic(scores, y)],
  ['whole pipeline', pipeline],
];

/** Packs a changed copy with a checksum that fits, as a careful forger would. */
function forged(model: StoredModel, change: (copy: never) => void): Uint8Array {
  const copy = structuredClone(model);
  change(copy as never);
  return packArtefact(copy);
}

describe.each(models)('a stored %s', (_, model) => {
  const bytes = serialiseModel(model);

  it('is read from memory that it shares with others, as a Node Buffer does', () => {
    const shared = Buffer.concat([Buffer.alloc(24, 255), bytes, Buffer.alloc(24, 255)]);
    expect(deserialiseModel(shared.subarray(24, 24 + bytes.length))).toEqual(model);
  });

  it('comes back equal', () => {
    expect(deserialiseModel(bytes)).toEqual(model);
  });

  it('comes back from the middle of other bytes, and owns its memory', () => {
    const shelf = new Uint8Array(bytes.length + 13).fill(7);
    shelf.set(bytes, 5);
    const back = deserialiseModel(shelf.subarray(5, 5 + bytes.length));
    shelf.fill(0);
    expect(back).toEqual(model);
  });

  it('is refused when any byte is changed or the end is missing', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = bytes.slice();
        changed[at]! ^= difference;
        expect(() => deserialiseModel(changed)).toThrow(ArtefactError);
        expect(() => deserialiseModel(bytes.subarray(0, at))).toThrow(ArtefactError);
      }),
      { numRuns: 30 },
    );
  });

  it('is refused under an unknown kind or version', () => {
    const kind = forged(model, (copy: { kind: string }) => {
      copy.kind = 'toString';
    });
    expect(() => deserialiseModel(kind)).toThrow('the model is of kind "toString"; it must be one of kMeans');
    const version = forged(model, (copy: { version: number }) => {
      copy.version = 2;
    });
    expect(() => deserialiseModel(version)).toThrow('is of version 2; it must be 1');
  });

  it('is refused with a field missing or one too many', () => {
    for (const name of Object.keys(model).filter(
      (field) => !['kind', 'version', 'outOfBag', 'calibrator'].includes(field),
    )) {
      const without = forged(model, (copy: Record<string, unknown>) => {
        delete copy[name];
      });
      expect(() => deserialiseModel(without), name).toThrow(ArtefactError);
    }
    const more = forged(model, (copy: Record<string, unknown>) => {
      copy.extra = 1;
    });
    expect(() => deserialiseModel(more)).toThrow('extra is there; it must be absent');
  });
});

describe('deserialiseModel', () => {
  it('refuses what would make scoring leave its arrays, checksum or not', () => {
    const refused = (bytes: Uint8Array, message: string) =>
      expect(() => deserialiseModel(bytes)).toThrow(message);
    refused(
      forged(linear.model, (m: { coefficients: Float64Array }) => (m.coefficients[0] = Number.NaN)),
      'the model is damaged: coefficients[0] is NaN',
    );
    refused(
      forged(linear.preprocessor, (m: { sourceIndex: Int32Array }) => (m.sourceIndex[1] = 99)),
      'sourceIndex[1] is 99; it must be 0..2',
    );
    refused(
      forged(linear.preprocessor, (m: { columns: { valueAt: number }[] }) => (m.columns[0]!.valueAt = 1000)),
      'columns[0].valueAt is 1000',
    );
    refused(
      forged(
        linear.preprocessor,
        (m: { columns: { levelAt: Int32Array }[] }) => (m.columns[2]!.levelAt[0] = 8),
      ),
      'columns[2].levelAt[0] is 8',
    );
    refused(
      forged(forest.model, (m: { trees: { nodes: Uint32Array } }) => (m.trees.nodes[0] = 1e9)),
      'the trees are damaged',
    );
    refused(
      forged(pipeline, (m: { model: unknown }) => (m.model = boosting.preprocessor)),
      'model.kind is "preprocessor"',
    );
    refused(
      forged(fitIsotonic(scores, y), (m: { x: Float64Array }) => m.x.reverse()),
      'the model is damaged: .x[1]',
    );
  });

  it('refuses arrays that reach beyond the bytes, without taking memory for them', () => {
    const claiming = (array: object) => packArtefact({ kind: 'pca', version: 1, mean: array });
    const claims: [object, string][] = [
      [
        { $array: 'Float64Array', at: 0, length: 1e12 },
        'an array of 1000000000000 values at 0 does not fit into 0 bytes',
      ],
      [{ $array: 'Float64Array', at: -8, length: 1 }, 'at -8 does not fit'],
      [{ $array: 'Float64Array', at: 0, length: -1 }, 'an array of -1 values'],
      [{ $array: 'Float64Array', at: 0.5, length: 0 }, 'at 0.5 does not fit'],
      [{ $array: 'Float64Array' }, 'an array of undefined values'],
      [{ $array: 'constructor', at: 0, length: 0 }, 'of the unknown type "constructor"'],
    ];
    for (const [claim, message] of claims) expect(() => deserialiseModel(claiming(claim))).toThrow(message);
  });

  it('refuses arrays that share bytes, which would let a small artefact take much memory', () => {
    const whole = { $array: 'Uint8Array', at: 0, length: 8 };
    const shared = packArtefact([new Float64Array(1), ...new Array<object>(1000).fill(whole)]);
    expect(() => deserialiseModel(shared)).toThrow('an array begins at 0; the one before it ends at 8');
  });

  it('refuses bytes after the last array, and padding that is cut off, checksum or no', () => {
    const bytes = serialiseModel(boosting.model);
    for (const length of [bytes.length + 8, bytes.length - 1]) {
      const other = new Uint8Array(length);
      other.set(bytes.subarray(0, length));
      new DataView(other.buffer).setUint32(8, crc32(other.subarray(12)), true);
      expect(() => deserialiseModel(other)).toThrow(ArtefactError);
    }
  });

  it('refuses objects in place of texts and numbers, whatever they say about themselves', () => {
    const hostile = { toString: 1, valueOf: 1, constructor: null };
    const array = { $array: 'Int32Array', at: 0, length: 0 };
    const columns = [
      { kind: 'categorical', name: 'a', first: 0, names: { length: hostile }, levels: hostile },
    ];
    const preprocessor = { kind: 'preprocessor', version: 1, encodedNames: ['a'], sourceIndex: array };
    for (const model of [
      { kind: hostile, version: 1 },
      { kind: 'kMeans', version: hostile },
      { kind: 'kMeans', version: 1, k: hostile },
      { kind: 'pca', version: 1, mean: { $array: hostile, at: 0, length: 0 } },
      { kind: 'pca', version: 1, mean: { $array: 'Uint8Array', at: hostile, length: hostile } },
      { ...preprocessor, columns: { length: hostile } },
      { ...preprocessor, columns },
      { ...preprocessor, columns: [{ ...columns[0], names: [], levels: { length: hostile } }] },
    ]) {
      expect(() => deserialiseModel(packArtefact(model))).toThrow(ArtefactError);
    }
  });

  it('refuses more clusters than can be fitted, which it would take for ever to search', () => {
    const centroids = { rows: 2 ** 31 - 1, columns: 0, data: new Float64Array(0) };
    const model = {
      kind: 'kMeans',
      version: 1,
      k: 2 ** 31 - 1,
      centroids,
      inertia: 0,
      iterations: 0,
      seed: 0,
    };
    expect(() => deserialiseModel(packArtefact(model))).toThrow(
      'k is 2147483647; it must be an integer 1..254',
    );
  });

  it('refuses anything but a Uint8Array', () => {
    for (const bytes of [undefined, null, 'HFML', new ArrayBuffer(64), [72, 70], new Float64Array(9)]) {
      expect(() => deserialiseModel(bytes as never)).toThrow(ArtefactError);
    }
  });

  it('refuses bytes that are something else', () => {
    expect(() => deserialiseModel(new Uint8Array(0))).toThrow('the artefact has 0 bytes');
    expect(() => deserialiseModel(new Uint8Array(100))).toThrow('do not begin with HFML');
    expect(() => deserialiseModel(packArtefact([1, 2]))).toThrow('the model is of kind undefined');
    expect(() => deserialiseModel(packArtefact(null))).toThrow(ArtefactError);
    let nested: unknown = 1;
    for (let i = 0; i < 200; i++) nested = [nested];
    expect(() => deserialiseModel(packArtefact(nested))).toThrow('nests deeper than 12 levels');
  });
});

describe('serialiseModel', () => {
  it('refuses to write what could not be read back', () => {
    const broken = { ...linear.model, kind: 'logisticRegression', intercept: Number.NaN } as StoredModel;
    expect(() => serialiseModel(broken)).toThrow('intercept is NaN');
  });

  it('writes the same bytes for the same model', () => {
    expect(serialiseModel(structuredClone(pipeline))).toEqual(serialiseModel(pipeline));
  });
});
