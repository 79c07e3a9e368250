import type { ValueBackTest, ValueMethod, ValueParameter } from './customer-value.types.js';
import type { BackTest, FittedPurchases } from './valuation/index.js';

export function methodOf({ purchases }: FittedPurchases): ValueMethod {
  return purchases.kind === 'bgNbd' ? 'BG_NBD' : 'SHRUNKEN_AVERAGE';
}

/** How a value comes about, in words. */
export function formulaOf({ purchases, worth, keptShare }: FittedPurchases): string {
  const count =
    purchases.kind === 'bgNbd'
      ? 'Expected purchases over 365 days (BG/NBD: customers buy at rates of their own until they leave) given how often, how recently and since when a customer bought'
      : 'Expected purchases over 365 days: the own rate of a customer, drawn to that of all the more the less is known of them';
  if (worth === null) return `${count}. No amount says what they are worth.`;
  const value =
    worth.kind === 'gammaGamma'
      ? 'their mean value (gamma-gamma: the own mean, drawn to that of all the more the fewer purchases it is of)'
      : 'their mean value: the own mean, drawn to that of all by how much customers differ';
  const kept =
    keptShare < 1 ? `, less the ${Math.round((1 - keptShare) * 1000) / 10} % that is returned` : '';
  return `${count}, times ${value}${kept}.`;
}

/** The fitted parameters as they are called in the papers. */
export function parametersOf({ purchases, worth }: FittedPurchases): ValueParameter[] {
  const rates = [
    { name: 'r', value: purchases.r, meaning: 'shape of the purchase rates over customers' },
    {
      name: 'alpha',
      value: purchases.alpha,
      meaning: 'scale of the purchase rates: their mean is r / alpha a day',
    },
  ];
  const leaving =
    purchases.kind === 'bgNbd'
      ? [
          {
            name: 'a',
            value: purchases.a,
            meaning: 'leaving after a purchase: the mean chance is a / (a + b)',
          },
          { name: 'b', value: purchases.b, meaning: 'staying after a purchase' },
        ]
      : [];
  return [...withErrors([...rates, ...leaving], purchases.standardErrors), ...parametersOfWorth(worth)];
}

function parametersOfWorth(worth: FittedPurchases['worth']): ValueParameter[] {
  if (worth === null) return [];
  if (worth.kind === 'gammaGamma') {
    const { p, q, gamma } = worth;
    return withErrors(
      [
        { name: 'p', value: p, meaning: 'how alike the purchases of one customer are' },
        { name: 'q', value: q, meaning: 'how alike customers are' },
        { name: 'gamma', value: gamma, meaning: 'scale: the mean value is p · gamma / (q − 1)' },
      ],
      worth.standardErrors,
    );
  }
  const { mean, standardError, credibility } = worth;
  const meaning = 'purchases at which the own mean and that of all count the same';
  return [
    { name: 'mean', value: mean, standardError, meaning: 'mean value of all purchases' },
    { name: 'k', value: credibility, standardError: null, meaning },
  ];
}

function withErrors(
  parameters: readonly Omit<ValueParameter, 'standardError'>[],
  errors: readonly number[],
): ValueParameter[] {
  return parameters.map((parameter, i) => {
    const error = errors[i] ?? null;
    return { ...parameter, standardError: error !== null && Number.isFinite(error) ? error : null };
  });
}

/** A back-test as the API shows it. */
export function describeBackTest(test: BackTest, from: string, to: string): ValueBackTest {
  return { ...test, from, to, tenths: [...test.tenths], sentence: sentenceOf(test, from, to) };
}

function sentenceOf(
  { predictedPurchases, purchases, naivePurchases, days }: BackTest,
  from: string,
  to: string,
) {
  const whole = (count: number) => Math.round(count).toLocaleString('en');
  const off = purchases === 0 ? '' : ` (${signed(predictedPurchases / purchases - 1)})`;
  return `Fitted to the purchases before ${from}, it foresaw ${whole(predictedPurchases)} purchases in the ${days} days to ${to}; ${whole(purchases)} came${off}. The plain rate so far says ${whole(naivePurchases)}.`;
}

function signed(share: number): string {
  const percent = Math.round(share * 100);
  return percent === 0 ? 'within half a percent' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`;
}
