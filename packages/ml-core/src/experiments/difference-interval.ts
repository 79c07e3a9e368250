import { Z_95 } from '../metrics/z95.js';
import { requireInteger, requireNumber } from '../validation.js';

/** A difference of two rates with its interval. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The difference of two independent rates, that of the first less that of the second, with Newcombe's hybrid score
 * interval: the ends of both Wilson intervals, squared and added (Newcombe 1998, Statistics in Medicine 17, 873–890,
 * method 10). It stays within −1..1 and needs no minimum of cases. `z` is how many standard deviations it reaches.
 * @throws InvalidParameterError unless these are counts, with at least one row on both sides and no more cases than rows
 */
export function differenceInterval(
  casesA: number,
  rowsA: number,
  casesB: number,
  rowsB: number,
  z = Z_95,
): Difference {
  requireInteger('rowsA', rowsA, 1);
  requireInteger('casesA', casesA, 0, rowsA);
  requireInteger('rowsB', rowsB, 1);
  requireInteger('casesB', casesB, 0, rowsB);
  requireNumber('z', z, 0);
  return differenceOfRates({ rate: casesA / rowsA, rows: rowsA }, { rate: casesB / rowsB, rows: rowsB }, z);
}

/** A rate and the number of rows that it is as sure as. */
export interface Rate {
  readonly rate: number;
  readonly rows: number;
}

/** Newcombe's interval of rates whose rows need not be whole. Already validated. */
export function differenceOfRates(a: Rate, b: Rate, z: number): Difference {
  const [ofA, ofB] = [wilson(a, z), wilson(b, z)];
  const difference = a.rate - b.rate;
  return {
    difference,
    low: Math.max(-1, difference - Math.hypot(a.rate - ofA.low, ofB.high - b.rate)),
    high: Math.min(1, difference + Math.hypot(ofA.high - a.rate, b.rate - ofB.low)),
  };
}

function wilson({ rate, rows }: Rate, z: number) {
  const centre = rate + z ** 2 / (2 * rows);
  const reach = z * Math.sqrt((rate * (1 - rate)) / rows + z ** 2 / (4 * rows ** 2));
  const scale = 1 + z ** 2 / rows;
  return { low: (centre - reach) / scale, high: (centre + reach) / scale };
}
