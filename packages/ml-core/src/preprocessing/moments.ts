/** Mean, standard deviation (divided by n, as scikit-learn's scaler does) and skewness of a weighted sample. */
export interface Moments {
  readonly mean: number;
  readonly deviation: number;
  /** Third standardised moment; 0 where every value is the same. */
  readonly skewness: number;
}

/**
 * Takes the moments in two passes, so that a large mean does not drown a small spread; what rounding left out of the
 * mean shows in the second (Chan, Golub and LeVeque 1983). At least one value.
 */
export function momentsOf(values: Float64Array, weights: Float64Array | undefined): Moments {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const w = weights ? weights[i]! : 1;
    total += w;
    sum += w * values[i]!;
  }
  const rough = sum / total;
  let rest = 0;
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < values.length; i++) {
    const w = weights ? weights[i]! : 1;
    const distance = values[i]! - rough;
    const square = w * distance * distance;
    rest += w * distance;
    squares += square;
    cubes += square * distance;
  }
  const shift = rest / total;
  const mean = rough + shift;
  const variance = Math.max(0, squares / total - shift * shift);
  const deviation = Math.sqrt(variance);
  const third = cubes / total - 3 * shift * variance - shift ** 3;
  return { mean, deviation, skewness: variance > 0 ? third / (variance * deviation) : 0 };
}

/** The moments of two samples together (Pébay 2008, equations II.1 to II.3). Weights above 0. */
export function combineMoments(a: Moments, aWeight: number, b: Moments, bWeight: number): Moments {
  const total = aWeight + bWeight;
  const [p, q] = [aWeight / total, bWeight / total];
  const distance = b.mean - a.mean;
  const [aVariance, bVariance] = [a.deviation * a.deviation, b.deviation * b.deviation];
  const variance = p * aVariance + q * bVariance + p * q * distance * distance;
  const third =
    p * a.skewness * aVariance * a.deviation +
    q * b.skewness * bVariance * b.deviation +
    p * q * distance * ((p - q) * distance * distance + 3 * (bVariance - aVariance));
  const deviation = Math.sqrt(variance);
  const mean = a.mean + q * distance;
  return { mean, deviation, skewness: variance > 0 ? third / (variance * deviation) : 0 };
}

/** The moments after `extraWeight` more rows hold the value `extra`: what imputing does to mean and spread. */
export function withExtra(moments: Moments, weight: number, extra: number, extraWeight: number): Moments {
  if (extraWeight === 0) return moments;
  const total = weight + extraWeight;
  const distance = extra - moments.mean;
  const mean = moments.mean + (distance * extraWeight) / total;
  const between = (distance * distance * weight * extraWeight) / (total * total);
  const variance = (moments.deviation * moments.deviation * weight) / total + between;
  return { mean, deviation: Math.sqrt(variance), skewness: moments.skewness };
}
