import type { RivalScores } from './compare-models.js';
import type { NamedOutOfFold } from './out-of-fold.js';

/** A customer's stored score by the champion. */
export interface CurrentScore {
  readonly row: number;
  readonly probability: number;
  /** Whether the customer is new or was written again since the champion learned. */
  readonly changed: boolean;
}

/** What is known of a champion's probabilities. */
export interface ChampionScores {
  /** Its predictions for customers whom it learned from; null if an early release trained it. */
  readonly outOfFold: NamedOutOfFold | null;
  /** How many customers it learned from. */
  readonly trainedOn: number;
  /** Whether it memorises them, so that its score of one says what happened, not what is likely. */
  readonly remembersRows: boolean;
  readonly current: readonly CurrentScore[];
}

/**
 * The probabilities of both for the customers on whom the challenger was judged, each by a model that had not seen them.
 * The champion's is its own out-of-fold prediction for whoever has not changed since, and its score of now for others:
 * the new, and those whom it learned from with other attributes, if it does not memorise. If it does, its earlier
 * prediction counts for the latter, and nobody whom it may have learned from without one. The stored scores stand for the
 * predictions of a champion that an early release trained.
 */
export function pairScores(challenger: NamedOutOfFold, champion: ChampionScores): RivalScores {
  const { outOfFold, trainedOn, remembersRows, current } = champion;
  const predicted = outOfFold && new Map(Array.from(outOfFold.rows, (row, i) => [row, i]));
  const lastRow = outOfFold?.rows.reduce((last, row) => Math.max(last, row), -1) ?? -1;
  const predictedAll = outOfFold === null || outOfFold.rows.length === trainedOn;
  const known = new Map<number, number>();
  for (const { row, probability, changed } of current) {
    const at = predicted?.get(row);
    const isUnseen = at === undefined && changed && (predictedAll || row > lastRow);
    if (at !== undefined && (!changed || remembersRows)) known.set(row, outOfFold!.probabilities[at]!);
    else if (outOfFold === null || isUnseen || (changed && !remembersRows)) known.set(row, probability);
  }
  const shared = Array.from(challenger.rows.keys()).filter((i) => known.has(challenger.rows[i]!));
  return {
    left: Uint8Array.from(shared, (i) => challenger.left[i]!),
    champion: Float64Array.from(shared, (i) => known.get(challenger.rows[i]!)!),
    challenger: Float64Array.from(shared, (i) => challenger.probabilities[i]!),
  };
}
