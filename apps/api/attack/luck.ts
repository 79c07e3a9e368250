import * as core from '@holdfast/ml-core';
import { createRandom, type FeatureColumn, takeTableRows } from '@holdfast/ml-core';
import { isTrustworthy } from '../src/modules/churn/report/model-warnings.js';
import { compareCandidates } from '../src/modules/churn/training/compare-candidates.js';
import { MIN_AUC_LOW } from '../src/modules/churn/training/min-auc-low.js';
import { prepareRows } from '../src/modules/churn/training/prepare-rows.js';
import { shuffleOutcomes, withLuck } from '../src/modules/churn/training/shuffle-outcomes.js';
import type { TrainingOptions } from '../src/modules/churn/training/training.types.js';
import { type Labelled, labelledSets } from './labelled-sets.js';

// pnpm --filter @holdfast/api luck [DRAWS] [FIRST]: of how many few customers AUTO finds a model that may be champion, once with their own outcomes and
// once with shuffled ones, where none may be: the sample and, where ../shared/data is, four public sets; by the interval alone, and with what the
// gate holds it against.

const draws = Number(process.argv[2] ?? '8');
const first = Number(process.argv[3] ?? '0');
const SIZES = [300, 500, 1000];
const tools = { estimators: core, clock: () => performance.now() / 1000, pool: undefined, progress() {} };
const options: TrainingOptions = {
  target: { kind: 'label', column: { name: 'answer', type: 'NUMBER' }, positives: [1], unknown: [] },
  ...{ minRows: 200, algorithm: 'auto', imbalance: 'auto', seed: 0 },
  ...{ acknowledgedLeakage: [], onLeakage: 'leaveOut' },
};

const sets = labelledSets();

console.log(
  'set\tcustomers\toutcomes\tdraws\tchampion by the interval alone\tchampion\theld against shuffled\tinterval above one half',
);
const total = { own: [0, 0, 0, 0], shuffled: [0, 0, 0, 0] };
for (const [name, set] of Object.entries(sets)) {
  for (const size of SIZES) {
    for (const outcomes of ['own', 'shuffled'] as const) {
      const [before, after, held, above] = [[], [], [], []] as boolean[][];
      for (let draw = first; draw < first + draws; draw++) {
        const { byInterval, trusted, tried, isAbove } = await train(drawFrom(set, size, draw, outcomes));
        before!.push(byInterval);
        after!.push(trusted);
        held!.push(tried);
        above!.push(isAbove);
      }
      const counts = [before, after, held, above].map((found) => found!.filter(Boolean).length);
      for (const [i, count] of counts.entries()) total[outcomes][i]! += count;
      console.log([name, size, outcomes, draws, ...counts].join('\t'));
    }
  }
}
const all = draws * SIZES.length * Object.keys(sets).length;
for (const [outcomes, counts] of Object.entries(total))
  console.log(['all', '', outcomes, all, ...counts].join('\t'));

async function train({ table, y }: Labelled) {
  const answer: FeatureColumn = { kind: 'numeric', name: 'answer', values: y };
  const rows = {
    table: { ...table, columns: [...table.columns, answer] },
    rowNumbers: Int32Array.from(y.keys()),
    features: table.columns.map(({ name, kind }) => {
      return { name, type: kind === 'numeric' ? ('NUMBER' as const) : ('CATEGORY' as const) };
    }),
  };
  const { judged } = await prepareRows(rows, options);
  const compared = await compareCandidates(judged, options, tools);
  const { metrics } = compared.chosen;
  const shuffled = await shuffleOutcomes(judged, compared, options.seed, tools);
  const byInterval = metrics.rocAucLow >= MIN_AUC_LOW;
  const told = withLuck(metrics, shuffled);
  return {
    byInterval,
    trusted: isTrustworthy(told),
    tried: shuffled !== null,
    isAbove: told.rocAucLow > 0.5,
  };
}

function drawFrom(
  { table, y }: Labelled,
  size: number,
  draw: number,
  outcomes: 'own' | 'shuffled',
): Labelled {
  const order = Int32Array.from(y.keys());
  createRandom(draw, 101).shuffle(order);
  const rows = order.slice(0, size);
  const answers = Int32Array.from(rows);
  if (outcomes === 'shuffled') createRandom(draw, 17).shuffle(answers);
  return { table: takeTableRows(table, rows), y: Float64Array.from(answers, (row) => y[row]!) };
}
