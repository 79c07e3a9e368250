import { requireLength, requireObject } from '../validation.js';
import type { Forecast } from './forecast-purchases.js';

/**
 * The product of two independent forecasts, such as purchases and their mean value: the variances of the logarithms add up. O(customers).
 * @throws ShapeError, InvalidParameterError
 */
export function multiplyForecasts(a: Forecast, b: Forecast): Forecast {
  const { expected } = requireObject('a', a);
  for (const [name, forecast] of Object.entries({ a, b })) {
    const parts = requireObject(name, forecast);
    for (const part of ['expected', 'low', 'high'] as const) {
      requireLength(`${name}.${part}`, parts[part], 'a.expected', expected?.length ?? 0);
    }
  }
  const product = Float64Array.from(expected, (value, i) => value * b.expected[i]!);
  const reach = product.map((_, i) => Math.exp(Math.hypot(width(a, i), width(b, i))));
  return {
    expected: product,
    low: product.map((value, i) => value / reach[i]!),
    high: product.map((value, i) => value * reach[i]!),
  };
}

/** The half of an interval on the scale of logarithms. */
function width({ expected, high }: Forecast, i: number): number {
  return expected[i]! > 0 ? Math.log(high[i]! / expected[i]!) : 0;
}
