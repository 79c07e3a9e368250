/** Where each score stands among the distinct ones, ascending. */
export interface ScorePlaces {
  readonly places: Int32Array;
  /** How many distinct scores there are. */
  readonly distinct: number;
}

/** Places scores, which are finite numbers. O(n log n). */
export function scorePlaces(scores: ArrayLike<number>): ScorePlaces {
  // Adding 0 turns −0 into 0: both are one score.
  const sorted = Float64Array.from(scores, (score) => score + 0).sort();
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[distinct++] = sorted[i]!;
  const places = new Int32Array(scores.length);
  for (let i = 0; i < places.length; i++) places[i] = placeOf(scores[i]!, sorted, distinct);
  return { places, distinct };
}

function placeOf(score: number, ascending: Float64Array, count: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < score) low = middle + 1;
    else high = middle;
  }
  return low;
}
