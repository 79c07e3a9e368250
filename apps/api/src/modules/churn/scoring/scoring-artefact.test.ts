import {
  createRandom,
  type FeatureTable,
  fitPlatt,
  serialiseModel,
  trainClassifier,
} from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { type ScoringModel, scoreRecords } from '../../engine/index.js';
import { packScoringModel, unpackScoringModel } from './scoring-artefact.js';

const random = createRandom(3);
const spend = Float64Array.from({ length: 60 }, () => 100 * random.next());
const y = Uint8Array.from(spend, (value) => Number(value + 40 * random.next() > 70));
const table: FeatureTable = { rows: 60, columns: [{ kind: 'numeric', name: 'spend', values: spend }] };

async function train(algorithm: 'logisticRegression' | 'randomForest'): Promise<ScoringModel> {
  const { preprocessor, model: classifier } = await trainClassifier({ table, y, algorithm });
  const calibrator = fitPlatt([0.2, 0.4, 0.6, 0.8], [0, 1, 0, 1]);
  return { preprocessor, classifier, calibrator, columns: [{ name: 'spend', type: 'NUMBER' }] };
}

const customers = [{ spend: 12.5 }, { spend: null }, { spend: 99 }];

describe('what scores', () => {
  it.each(['logisticRegression', 'randomForest'] as const)(
    'scores the same after it was stored: a %s',
    async (algorithm) => {
      const model = await train(algorithm);
      const stored = unpackScoringModel(packScoringModel(model));
      expect(scoreRecords(stored, customers)).toEqual(scoreRecords(model, customers));
      expect(stored.columns).toEqual(model.columns);
    },
  );

  it('is refused if any byte differs', async () => {
    const { model: bytes, columns } = packScoringModel(await train('logisticRegression'));
    for (let at = 0; at < bytes.length; at += 7) {
      const model = Buffer.from(bytes);
      model[at]! ^= 0x10;
      expect(() => unpackScoringModel({ model, columns }), `byte ${at}`).toThrow(
        /^The churn model cannot be read: .+ Train it again\.$/,
      );
    }
  });

  it('is refused as a conflict that names the damage', async () => {
    const { model: bytes, columns } = packScoringModel(await train('logisticRegression'));
    expect(() => unpackScoringModel({ model: bytes.subarray(0, 100), columns })).toThrow(
      expect.objectContaining({
        code: 'CONFLICT',
        message:
          'The churn model cannot be read: the artefact is truncated or altered: its checksum does not fit. Train it again.',
      }),
    );
  });

  it('is refused if it is something else, or belongs to other columns', async () => {
    const model = await train('logisticRegression');
    const { columns, model: bytes } = packScoringModel(model);
    const encoding = Buffer.from(serialiseModel(model.preprocessor));
    expect(() => unpackScoringModel({ model: encoding, columns })).toThrow('it is a preprocessor');
    expect(() => unpackScoringModel({ model: bytes, columns: [...columns, ...columns] })).toThrow(
      'it encodes 1 columns of 2',
    );
  });
});
