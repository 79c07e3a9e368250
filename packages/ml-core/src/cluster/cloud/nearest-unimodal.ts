/** A column with no more values than this is taken as it is: its values are lumps, not a shape. */
const FEW_VALUES = 20;
/** A column is as it is unless this, over the root of its rows, is how far its shares are from those with one peak. */
const FAR_APART = 0.8;

interface Bins {
  /** One more than there are bins. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/**
 * As many values as there are, ascending, with the nearest distribution that has a single peak: where there are several,
 * the valleys between them are filled. Values that have one peak already, and columns of few values, stay as they are.
 * The nearest is that of least squared difference of densities, over bins of equally many values. O(n log n).
 * @param sorted ascending, at least one
 */
export function nearestUnimodal(sorted: Float64Array): Float64Array {
  if (hasFewValues(sorted)) return sorted;
  const { edges, counts } = binEqually(sorted);
  const widths = counts.map((_, bin) => edges[bin + 1]! - edges[bin]!);
  const densities = counts.map((count, bin) => count / widths[bin]!);
  const masses = fitOnePeak(densities, widths).map((density, bin) => density * widths[bin]!);
  if (farthest(counts, masses) * Math.sqrt(sorted.length) < FAR_APART) return sorted;
  return draw(fill(sorted, { edges, counts }, masses), sorted.length);
}

function hasFewValues(sorted: Float64Array): boolean {
  let values = 1;
  for (let i = 1; i < sorted.length && values <= FEW_VALUES; i++) if (sorted[i] !== sorted[i - 1]) values++;
  return values <= FEW_VALUES;
}

/** About as many bins as the root of the values; bins without a width are joined to the next. */
function binEqually(sorted: Float64Array): Bins {
  const last = sorted.length - 1;
  const bins = Math.round(Math.sqrt(sorted.length));
  const edges = [sorted[0]!];
  const counts: number[] = [];
  let from = 0;
  for (let bin = 1; bin <= bins; bin++) {
    const to = bin === bins ? last : Math.round((bin * sorted.length) / bins);
    if (sorted[to]! <= edges.at(-1)!) continue;
    edges.push(sorted[to]!);
    counts.push(to - from);
    from = to;
  }
  return { edges, counts };
}

/** The densities that rise to one bin and fall from there, nearest to the given ones. */
function fitOnePeak(densities: readonly number[], widths: readonly number[]): number[] {
  let nearest: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let peak = 0; peak < densities.length; peak++) {
    const rising = fitRising(densities.slice(0, peak), widths.slice(0, peak));
    const falling = fitRising(densities.slice(peak).reverse(), widths.slice(peak).reverse()).reverse();
    const fitted = [...rising, ...falling];
    const error = fitted.reduce((sum, value, bin) => sum + widths[bin]! * (value - densities[bin]!) ** 2, 0);
    if (error >= least) continue;
    least = error;
    nearest = fitted;
  }
  return nearest;
}

/** The nearest values that never fall: neighbours that do are pooled. */
function fitRising(values: readonly number[], weights: readonly number[]): number[] {
  const pools: { mean: number; weight: number; values: number }[] = [];
  for (const [i, value] of values.entries()) {
    let pool = { mean: value, weight: weights[i]!, values: 1 };
    for (let before = pools.at(-1); before && before.mean >= pool.mean; before = pools.at(-1)) {
      const weight = before.weight + pool.weight;
      const mean = (before.mean * before.weight + pool.mean * pool.weight) / weight;
      pool = { mean, weight, values: before.values + pool.values };
      pools.pop();
    }
    pools.push(pool);
  }
  return pools.flatMap(({ mean, values: count }) => new Array<number>(count).fill(mean));
}

/** The largest difference between the shares up to an edge. */
function farthest(counts: readonly number[], masses: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let difference = 0;
  let most = 0;
  for (const [bin, count] of counts.entries()) {
    difference += count - masses[bin]!;
    most = Math.max(most, Math.abs(difference));
  }
  return most / total;
}

interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/**
 * The values, lighter in bins that have too many, and others at equal distances in bins that have too few. (Were all values
 * of a bin at equal distances, a long tail would get many times its variance, and be what the clusters of a cloud tell.)
 */
function fill(sorted: Float64Array, { edges, counts }: Bins, masses: readonly number[]): Weighted[] {
  let from = 0;
  return counts.flatMap((count, bin) => {
    const mass = masses[bin]!;
    const own = sorted.subarray(from, from + count);
    from += count;
    const weight = Math.min(1, mass / count);
    const values = Array.from(own, (value) => ({ value, weight }));
    const missing = Math.max(0, mass - count);
    if (missing === 0) return values;
    const added = Math.ceil(missing);
    const width = edges[bin + 1]! - edges[bin]!;
    for (let i = 0; i < added; i++) {
      values.push({ value: edges[bin]! + ((i + 0.5) / added) * width, weight: missing / added });
    }
    return values.sort((a, b) => a.value - b.value);
  });
}

/** So many values at equal steps of the distribution. */
function draw(values: readonly Weighted[], count: number): Float64Array {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  let at = 0;
  let upTo = values[0]!.weight;
  return Float64Array.from({ length: count }, (_, i) => {
    const goal = ((i + 0.5) / count) * total;
    while (at < values.length - 1 && upTo < goal) upTo += values[++at]!.weight;
    return values[at]!.value;
  });
}
