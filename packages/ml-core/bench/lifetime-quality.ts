import {
  fitBgNbd,
  fitGammaGamma,
  forecastPurchases,
  forecastValue,
  multiplyForecasts,
} from '../src/index.js';
import { hasCdnow, readCdnow } from '../src/lifetime/cdnow.test-support.js';
import { simulatePurchases } from '../src/lifetime/simulate-purchases.test-support.js';

/**
 * Prints the models of purchases beside what is published for the CDNOW sample (fitted to 1997-09-30, in weeks), the purchases
 * of the 39 weeks after, and the seconds that a million customers take.
 */
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

if (hasCdnow) {
  const { histories, values, later } = readCdnow();
  const model = fitBgNbd(histories);
  const { r, alpha, a, b, logLikelihood } = model;
  const worth = fitGammaGamma(values);
  const naive = histories.repeats.map((count, i) => (count / histories.age[i]!) * 39);
  const shown = (numbers: number[]) => numbers.map((number) => number.toFixed(4)).join(' ');
  console.log(
    [
      ['CDNOW', 'ours', 'published'],
      ['r alpha a b', shown([r, alpha, a, b]), '.243 4.414 .793 2.426'],
      ['log-likelihood', logLikelihood.toFixed(1), '-9582.4'],
      ['p q gamma', shown([worth.p, worth.q, worth.gamma]), '6.25 3.74 15.44'],
      ['purchases in 39 weeks', sum(forecastPurchases(model, histories, 39).expected).toFixed(0), ''],
      ['which came, naive rate', `${sum(later)} ${sum(naive).toFixed(0)}`, '1882 2930'],
    ]
      .map((cells) => cells.join('\t'))
      .join('\n'),
  );
}

const planted = { customers: 1_000_000, r: 0.243, alpha: 30, a: 0.793, b: 2.43, time: 730, seed: 9 };
const { histories } = simulatePurchases({ ...planted, whole: true });
const values = {
  purchases: histories.repeats,
  meanValue: histories.repeats.map((_, i) => 20 + ((i * 7919) % 1009) / 20),
};
const started = performance.now();
const purchases = forecastPurchases(fitBgNbd(histories), histories, 365);
const { expected } = multiplyForecasts(purchases, forecastValue(fitGammaGamma(values), values));
const seconds = (performance.now() - started) / 1000;
console.log(`1,000,000 customers fitted and valued\t${seconds.toFixed(1)} s\t${sum(expected).toFixed(0)}`);
