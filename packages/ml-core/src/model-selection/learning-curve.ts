import { predictProba } from '../classifier.js';
import { rocAuc } from '../metrics/ranking.js';
import { takeTableRows } from '../preprocessing/feature-table.js';
import { applyPreprocessor } from '../preprocessing/pipeline.js';
import { createRandom } from '../random.js';
import { requireInteger, requireNumbers, requireObject, requireOptions } from '../validation.js';
import type { CrossValidateOptions } from './cross-validate.js';
import { requireFolds } from './require-folds.js';
import { splitFold } from './split-fold.js';
import { type ClassifierRecipe, trainClassifier } from './train-classifier.js';

/** How good a classifier is by how many rows it learned from. */
export interface LearningCurve {
  /** Rows learned from, ascending. */
  readonly sizes: number[];
  /** The AUC on each held-out fold, for each size. */
  readonly aucs: number[][];
}

/** What is learned from growing parts of the rows. */
export interface LearningCurveOptions extends Omit<CrossValidateOptions, 'onProgress'> {
  /** Recipe for so many rows, where settings depend on that. Default: the same for all. */
  recipeFor?: (rows: number) => Partial<ClassifierRecipe>;
}

/** Parts of the rows outside a fold that are learned from. */
const SHARES = [0.15, 0.25, 0.4, 0.65, 1];
/** Fewer rows of one outcome than this are not learned from. */
const FEWEST = 15;

/**
 * Learns from growing parts of the rows outside each fold, each part within the next and with the same share of both
 * outcomes, and judges on the fold. O(folds × sizes × fit).
 * @throws what `crossValidate` throws
 */
export async function measureLearningCurve(options: LearningCurveOptions): Promise<LearningCurve> {
  const { table, y, folds, recipeFor, seed = 0 } = requireOptions(options);
  const names = requireFolds(folds, y);
  const positives = y.reduce((sum, label) => sum + label, 0);
  const rarer = Math.min(positives, y.length - positives) * (1 - 1 / names.length);
  const shares = SHARES.filter((share) => share * rarer >= FEWEST);
  const sizes = shares.map((share) => Math.round(share * y.length * (1 - 1 / names.length)));
  const aucs: number[][] = sizes.map(() => []);
  for (const fold of names) {
    const { learning, held } = splitFold(folds, fold);
    const unseen = takeTableRows(table, held);
    const labels = Uint8Array.from(held, (i) => y[i]!);
    const order = mixed(learning, y, seed + fold);
    for (const [at, share] of shares.entries()) {
      const part = order.subarray(0, Math.round(share * order.length)).toSorted();
      const { preprocessor, model } = await trainClassifier({
        ...options,
        ...recipeFor?.(part.length),
        table: takeTableRows(table, part),
        y: Uint8Array.from(part, (i) => y[i]!),
      });
      aucs[at]!.push(rocAuc(labels, predictProba(model, applyPreprocessor(preprocessor, unseen))));
    }
  }
  return { sizes, aucs };
}

/** In random order, with the rarer outcome spread evenly, so that every beginning has its share of both. */
function mixed(rows: Int32Array, y: Uint8Array, seed: number): Int32Array {
  const random = createRandom(seed);
  const sides = [0, 1].map((label) => {
    const own = rows.filter((i) => y[i] === label);
    random.shuffle(own);
    return [...own].map((row, i) => ({ row, place: (i + 0.5) / own.length }));
  });
  return Int32Array.from(
    sides.flat().sort((a, b) => a.place - b.place),
    ({ row }) => row,
  );
}

/** What more rows would bring. */
export interface ExpectedGain {
  /** Of AUC. */
  readonly gain: number;
  /** Ends of a 95 % interval, over folds and over ways in which such curves flatten. */
  readonly low: number;
  readonly high: number;
}

/** The error falls with this power of the rows: slowly, or as fast as where little is left to learn. */
const POWERS = [0.5, 1];
/** Two-sided 5 % points of Student's t with 1 to 9 degrees of freedom. */
const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/**
 * What `more` rows would bring beside the `rows` of now: each fold's AUC is taken to come closer to its end by a power of
 * the rows learned from, 1/√n or 1/n, whichever fits better; the interval covers both, and the spread over the folds, which
 * overlap in what they learn from (Nadeau and Bengio 2003). Null of a curve with fewer than three sizes or two folds.
 * @throws ShapeError or InvalidParameterError
 */
export function expectedGain(curve: LearningCurve, rows: number, more: number): ExpectedGain | null {
  const { sizes, aucs } = requireObject('curve', curve);
  requireNumbers('curve.sizes', sizes);
  requireInteger('rows', rows, 1);
  requireInteger('more', more, 1);
  const folds = aucs[0]?.length ?? 0;
  if (sizes.length < 3 || folds < 2) return null;
  const ways = POWERS.map((power) => {
    const x = sizes.map((size) => size ** -power);
    const step = rows ** -power - (rows + more) ** -power;
    const fits = Array.from({ length: folds }, (_, fold) =>
      line(
        x,
        aucs.map((ofSize) => ofSize[fold]!),
      ),
    );
    const gains = fits.map(({ slope }) => -slope * step);
    const gain = mean(gains);
    const variance = gains.reduce((sum, one) => sum + (one - gain) ** 2, 0) / (folds - 1);
    const reach = T[Math.min(folds - 2, T.length - 1)]! * Math.sqrt(variance * (1 / folds + 1 / (folds - 1)));
    return { gain, reach, squares: mean(fits.map(({ squares }) => squares)) };
  });
  const [best] = ways.toSorted((a, b) => a.squares - b.squares);
  return {
    gain: best!.gain,
    low: Math.min(...ways.map(({ gain, reach }) => gain - reach)),
    high: Math.max(...ways.map(({ gain, reach }) => gain + reach)),
  };
}

function line(x: readonly number[], y: readonly number[]): { slope: number; squares: number } {
  const [middle, height] = [mean(x), mean(y)];
  const slope =
    x.reduce((sum, at, i) => sum + (at - middle) * (y[i]! - height), 0) /
    x.reduce((sum, at) => sum + (at - middle) ** 2, 0);
  return { slope, squares: mean(x.map((at, i) => (y[i]! - height - slope * (at - middle)) ** 2)) };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
