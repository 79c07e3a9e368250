import { Z_95 } from '../metrics/z95.js';
import { requireModel, requireNumber } from '../validation.js';
import type { Forecast } from './forecast-purchases.js';
import { type PurchaseValues, requireValues } from './gamma-gamma.js';

/**
 * What purchases are worth on average, and how far the mean of a customer's own ones is trusted: with n of them by
 * n / (n + credibility). Plain data.
 */
export interface ShrunkenValueModel {
  readonly kind: 'shrunkenValue';
  /** Over all purchases. */
  readonly mean: number;
  readonly standardError: number;
  /** Infinity is written as 1e9: customers do not differ beyond chance. */
  readonly credibility: number;
  readonly customers: number;
}

const NO_DIFFERENCE = 1e9;

/**
 * The credibility of Bühlmann and Straub (1970), by moments: squared distances of customers' means from that of all are a
 * part that stays and a part that falls with the number of purchases. It supposes no distribution, and always has an answer.
 * O(customers).
 * @throws ShapeError, InvalidParameterError; DegenerateDataError if nobody has purchases
 */
export function fitShrunkenValue(values: PurchaseValues): ShrunkenValueModel {
  requireValues(values, 1);
  const { purchases, meanValue } = values;
  let [customers, all, total] = [0, 0, 0];
  for (let i = 0; i < purchases.length; i++) {
    if (purchases[i] === 0) continue;
    customers++;
    all += purchases[i]!;
    total += purchases[i]! * meanValue[i]!;
  }
  const mean = total / all;
  // Least squares of (own mean − mean)² on 1 and 1 / purchases, and the spread of the mean over customers.
  let [sumX, sumXX, sumY, sumXY, spread] = [0, 0, 0, 0, 0];
  for (let i = 0; i < purchases.length; i++) {
    const n = purchases[i]!;
    if (n === 0) continue;
    const square = (meanValue[i]! / mean - 1) ** 2;
    sumX += 1 / n;
    sumXX += 1 / n ** 2;
    sumY += square;
    sumXY += square / n;
    spread += n ** 2 * square;
  }
  const width = sumXX * customers - sumX ** 2;
  const within = width > 1e-9 * sumXX * customers ? (customers * sumXY - sumX * sumY) / width : sumY / sumX;
  const between = (sumY - within * sumX) / customers;
  const credibility = within <= 0 ? 0 : between <= within / NO_DIFFERENCE ? NO_DIFFERENCE : within / between;
  return {
    kind: 'shrunkenValue',
    mean,
    standardError: (mean * Math.sqrt(spread)) / all,
    credibility,
    customers,
  };
}

/**
 * The mean value of each customer's purchases to come: the own mean and that of all, weighed by credibility; the interval is
 * that of the mean of all. O(customers).
 * @throws ShapeError, InvalidParameterError
 */
export function forecastShrunkenValue(model: ShrunkenValueModel, values: PurchaseValues): Forecast {
  requireModel(model, 'shrunkenValue');
  const { mean, standardError, credibility } = model;
  requireNumber('model.mean', mean, Number.MIN_VALUE);
  requireNumber('model.standardError', standardError, 0);
  requireNumber('model.credibility', credibility, 0);
  requireValues(values, 0);
  const trust = values.purchases.map((n) => (n === 0 ? 0 : n / (n + credibility)));
  const expected = trust.map((own, i) => own * (own > 0 ? values.meanValue[i]! : 0) + (1 - own) * mean);
  const reach = expected.map((value, i) => Math.exp((Z_95 * (1 - trust[i]!) * standardError) / value));
  return {
    expected,
    low: expected.map((value, i) => value / reach[i]!),
    high: expected.map((value, i) => value * reach[i]!),
  };
}
