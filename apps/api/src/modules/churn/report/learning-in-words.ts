import type { ExpectedGain } from '@holdfast/ml-core';
import { say } from './messages.js';

/** A smaller gain of AUC is none that anybody would notice. */
const NOTICED = 0.005;
/** What rounds to nothing. */
const LEAST_SHOWN = 0.0005;

/** What more customers would bring, in a sentence with its interval. */
export function learningInWords(expected: ExpectedGain | null, more: number): string {
  const { learning } = say();
  if (expected === null) return learning.unknown(more);
  const { low, high } = expected;
  if (Math.max(Math.abs(low), Math.abs(high)) < LEAST_SHOWN) return learning.nothing(more);
  if (high < NOTICED) return learning.hardly(more, expected);
  return low > 0 ? learning.something(more, expected) : learning.maybe(more, expected);
}
