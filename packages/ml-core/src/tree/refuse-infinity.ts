import { InvalidParameterError } from '../errors.js';
import type { Matrix } from '../types.js';

/** Throws where X holds infinity; NaN is a missing value. */
export function refuseInfinity({ data, columns }: Matrix): void {
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value !== Infinity && value !== -Infinity) continue;
    const place = `row ${Math.floor(i / columns)}, column ${i % columns}`;
    throw new InvalidParameterError(
      `X is ${value} at ${place}; it must be finite, or NaN where it is missing`,
    );
  }
}
