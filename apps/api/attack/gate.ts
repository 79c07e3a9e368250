import {
  applyPreprocessor,
  brierScore,
  type ClassifierAlgorithm,
  calibrate,
  createRandom,
  crossFitCalibration,
  crossValidate,
  type FeatureTable,
  predictProba,
  proportionInterval,
  rocAuc,
  stratifiedKFold,
  trainClassifier,
} from '@holdfast/ml-core';
import { compareModels } from '../src/modules/churn/report/compare-models.js';
import { drawSample } from './sample-table.js';

// pnpm --filter @holdfast/api gate [SIMULATIONS]: how often the gate promotes a challenger that is no better than the champion, which must be at
// most 5 %: the same method judged on other folds, boosting where lines are right, noise among the columns, a column less. Both learn from the
// same draw of the sample. What is no better is known from 20,000 customers whom neither has seen: there the challenger is ahead neither in AUC nor
// in the Brier score by more than a hair. Those that are better are counted beside.

const simulations = Number(process.argv[2] ?? '100');
const SIZES = [1000, 3000];
const FRESH = drawSample(20_000, 99);
/** What nobody would call better. */
const HAIR = { auc: 0.001, brier: 0.0002 };

interface Trained {
  readonly outOfFold: Float64Array;
  readonly auc: number;
  readonly brier: number;
}

const plain = (table: FeatureTable) => table;
const challengers = {
  'the same method on other folds': { algorithm: 'logisticRegression', seed: 1, see: plain },
  boosting: { algorithm: 'gradientBoosting', seed: 1, see: plain },
  'with twelve columns of noise': { algorithm: 'logisticRegression', seed: 1, see: withNoise },
  'without the time since the last purchase': {
    algorithm: 'logisticRegression',
    seed: 1,
    see: without('recency_days'),
  },
} as const;

console.log('challenger\tcustomers\tno better promoted (at most 5 %)\tbetter promoted');
let [promoted, all] = [0, 0];
for (const size of SIZES) {
  for (const [name, { algorithm, seed, see }] of Object.entries(challengers)) {
    const count = { noBetter: 0, promotedOfThose: 0, better: 0, promotedOfBetter: 0 };
    for (let simulation = 0; simulation < simulations; simulation++) {
      const drawn = drawSample(size, 1000 + simulation);
      const champion = await train(drawn, 'logisticRegression', 0, plain);
      const challenger = await train(drawn, algorithm, seed, see);
      const { better } = compareModels(
        { left: drawn.y, champion: champion.outOfFold, challenger: challenger.outOfFold },
        { champion: 1, challenger: 2 },
      );
      const isBetter =
        challenger.auc > champion.auc + HAIR.auc || challenger.brier < champion.brier - HAIR.brier;
      count[isBetter ? 'better' : 'noBetter']++;
      if (better) count[isBetter ? 'promotedOfBetter' : 'promotedOfThose']++;
    }
    promoted += count.promotedOfThose;
    all += count.noBetter;
    const shown = [
      shownShare(count.promotedOfThose, count.noBetter),
      shownShare(count.promotedOfBetter, count.better),
    ];
    console.log([name, size, ...shown].join('\t'));
  }
}
console.log(['all of them', '', shownShare(promoted, all), ''].join('\t'));

/** Trains as the product does: out-of-fold predictions, calibrated, and a model of all rows. */
async function train(
  { table, y }: { table: FeatureTable; y: Uint8Array },
  algorithm: ClassifierAlgorithm,
  seed: number,
  see: (table: FeatureTable) => FeatureTable,
): Promise<Trained> {
  const seen = see(table);
  const folds = stratifiedKFold(y, { seed });
  const { outOfFold } = await crossValidate({ table: seen, y, folds, algorithm, seed });
  const { calibrated, calibrator } = crossFitCalibration(outOfFold, y, folds);
  const { preprocessor, model } = await trainClassifier({ table: seen, y, algorithm, seed });
  const fresh = calibrate(calibrator, predictProba(model, applyPreprocessor(preprocessor, see(FRESH.table))));
  return { outOfFold: calibrated, auc: rocAuc(FRESH.y, fresh), brier: brierScore(FRESH.y, fresh) };
}

function withNoise({ rows, columns }: FeatureTable): FeatureTable {
  const random = createRandom(rows, 5);
  const noise = Array.from({ length: 12 }, (_, i) => ({
    kind: 'numeric' as const,
    name: `noise_${i}`,
    values: Float64Array.from({ length: rows }, () => random.normal()),
  }));
  return { rows, columns: [...columns, ...noise] };
}

function without(name: string) {
  return ({ rows, columns }: FeatureTable): FeatureTable => ({
    rows,
    columns: columns.filter((column) => column.name !== name),
  });
}

function shownShare(part: number, whole: number): string {
  if (whole === 0) return 'none';
  const { low, high } = proportionInterval(part, whole);
  const percent = (share: number) => (100 * share).toFixed(1);
  return `${percent(part / whole)} % (${part} of ${whole}; ${percent(low)} to ${percent(high)})`;
}
