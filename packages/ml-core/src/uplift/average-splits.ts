import type { Splits } from './split-bins.js';

/** Sums over the rows of each bin, or what each row adds to them. */
export interface BinSums {
  /** Of their weights; of rows that count alike, how many there are. */
  readonly weights: Float64Array;
  /** Of their scores, each by its weight, and of the variances of those. */
  readonly scores: Float64Array;
  readonly variances: Float64Array;
}

/** The chance that a column tells customers apart, before anything is known. */
const PRIOR = 0.3;
/**
 * How much likelier than one into few and many a split into halves is, before anything is known: as the density of a share with
 * the beta distribution of 3 and 3.
 */
const EVENNESS = 2;
/** How much larger effects are than their standard errors, squared. */
const SLAB = 9;
const SHRUNK = SLAB / (1 + SLAB);

/**
 * By how much the effect in each bin differs from the mean effect: every split of a column in two is a model of its own, and
 * those of a column are averaged by what the scores say for each (Hoeting, Madigan, Raftery and Volinsky 1999, Statistical
 * Science 14, 382–401), against none, the effect a normal with a spike at 0 (Mitchell and Beauchamp 1988, Journal of the
 * American Statistical Association 83, 1023–1032). Columns add up.
 * @param source The original column of each encoded one: those of one share its chance.
 */
export function averageSplits(sums: BinSums, splits: Splits, source: Int32Array): Float64Array {
  const effects = new Float64Array(sums.weights.length);
  for (const own of splitsBySource(sums, splits, source)) addAverage(own, effects);
  return effects;
}

/**
 * The logarithm of what the scores say for effects that differ by any of the columns, each as likely to tell customers apart
 * as `averageSplits` takes it to be, against one effect for all. Such averages of likelihood ratios over where a split may be
 * are the most powerful test of whether there is one (Andrews and Ploberger 1994, Econometrica 62, 1383–1414).
 */
export function evidenceOfSplits(sums: BinSums, splits: Splits, source: Int32Array): number {
  let evidence = 0;
  for (const own of splitsBySource(sums, splits, source)) {
    const { most, whole, against, priors } = weigh(own);
    evidence += most + Math.log((PRIOR * (whole + against)) / priors);
  }
  return evidence;
}

/** All splits, those of one original column together; columns that cannot be split have none. */
function splitsBySource(sums: BinSums, { offsets }: Splits, source: Int32Array): Iterable<readonly Split[]> {
  const all = { weights: 0, scores: 0, variances: 0 };
  for (let bin = 0; bin < offsets[1]! + 1; bin++) addBin(all, sums, bin);
  const splits = new Map<number, Split[]>();
  for (let column = 0; column < source.length; column++) {
    const [first, to] = [offsets[column]! + column, offsets[column + 1]! + column];
    if (first === to) continue;
    const own = splits.get(source[column]!) ?? [];
    splits.set(source[column]!, own);
    const above = { weights: 0, scores: 0, variances: 0 };
    for (let from = to; from > first; from--) {
      addBin(above, sums, from);
      own.push(splitOf(above, all, { first, from, to }));
    }
  }
  return splits.values();
}

function addBin(side: Side, { weights, scores, variances }: BinSums, bin: number): void {
  side.weights += weights[bin]!;
  side.scores += scores[bin]!;
  side.variances += variances[bin]!;
}

/** Rows on one side of a split. */
interface Side {
  weights: number;
  scores: number;
  variances: number;
}

/** Bins first..to of a column, of which from..to are above the split. */
interface Bins {
  readonly first: number;
  readonly from: number;
  readonly to: number;
}

interface Split {
  readonly bins: Bins;
  /** By how much more those above it gain than those below. */
  readonly effect: number;
  /** Share of the rows above it, by weight. */
  readonly share: number;
  /** The logarithm of what the scores say for it, against no effect. */
  readonly evidence: number;
  /** How likely it is before anything is known, over that of other splits. */
  readonly prior: number;
}

function splitOf(above: Side, all: Side, bins: Bins): Split {
  const share = above.weights / all.weights;
  const between = above.scores - share * all.scores;
  const spread = all.weights * share * (1 - share);
  const variance = above.variances * (1 - share) ** 2 + (all.variances - above.variances) * share ** 2;
  const evidence = variance > 0 ? ((between ** 2 / variance) * SHRUNK) / 2 - Math.log(1 + SLAB) / 2 : 0;
  // Where all of some rows are on one side nothing is said for a split, and none of its column's is likelier.
  const prior = (share * (1 - share) + Number.EPSILON) ** EVENNESS;
  return { bins, share, evidence, prior, effect: spread > 0 ? between / spread : 0 };
}

function addAverage(splits: readonly Split[], effects: Float64Array): void {
  const { weights, whole, against } = weigh(splits);
  for (const [i, { bins, effect, share }] of splits.entries()) {
    const shrunk = (SHRUNK * effect * weights[i]!) / (whole + against);
    for (let bin = bins.first; bin <= bins.to; bin++) {
      effects[bin]! += shrunk * (Number(bin >= bins.from) - share);
    }
  }
}

/** What is said for each split, for all of them and for none, over e to the power of `most`, so that no figure is too large. */
function weigh(splits: readonly Split[]) {
  const most = Math.max(...splits.map(({ evidence }) => evidence));
  const weights = splits.map(({ evidence, prior }) => prior * Math.exp(evidence - most));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const priors = splits.reduce((sum, { prior }) => sum + prior, 0);
  return { most, weights, whole, priors, against: ((1 - PRIOR) / PRIOR) * Math.exp(-most) * priors };
}
