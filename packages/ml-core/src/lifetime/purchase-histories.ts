import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import {
  requireFinite,
  requireInstance,
  requireInteger,
  requireLength,
  requireObject,
} from '../validation.js';

/**
 * What each customer bought so far, as parallel arrays. Times are in any one unit, counted from the customer's own first
 * purchase, which itself is not among `repeats`.
 */
export interface PurchaseHistories {
  /** Purchases after the first one; 0 or more. */
  readonly repeats: Float64Array;
  /** When the last one of them was; not read where there are none. */
  readonly last: Float64Array;
  /** How long the customer has been seen; no less than `last`. */
  readonly age: Float64Array;
}

/** Ages from here on leave the range in which likelihoods are exact. */
const LONGEST_AGE = 1e9;
const MOST_REPEATS = 1e6;

/** Throws unless histories are possible. There may be none. */
export function requireHistories(histories: PurchaseHistories): void {
  const { repeats, last, age } = requireObject('histories', histories);
  requireInstance('histories.repeats', repeats, Float64Array);
  for (const [name, values] of Object.entries({ last, age })) {
    requireInstance(`histories.${name}`, values, Float64Array);
    requireLength(`histories.${name}`, values, 'histories.repeats', repeats.length);
  }
  requireFinite('histories.age', age);
  for (let i = 0; i < repeats.length; i++) {
    requireInteger(`histories.repeats[${i}]`, repeats[i]!, 0, MOST_REPEATS);
    if (!(age[i]! >= 0 && age[i]! <= LONGEST_AGE)) {
      throw new InvalidParameterError(`histories.age[${i}] is ${age[i]}; it must be 0..${LONGEST_AGE}`);
    }
    if (repeats[i]! > 0 && !(last[i]! >= 0 && last[i]! <= age[i]!)) {
      throw new InvalidParameterError(
        `histories.last[${i}] is ${last[i]}; it must be 0..${age[i]}, the age of the same customer`,
      );
    }
  }
}

/** Throws unless there are customers who were seen for some time, and purchases to learn from. */
export function requireRepeats({ repeats, age }: PurchaseHistories): void {
  const customers = repeats.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (customers >= LEAST_REPEATING && age.some((length) => length > 0)) return;
  throw new DegenerateDataError(
    `${customers} of ${repeats.length} customers bought again; at least ${LEAST_REPEATING} must, to learn from`,
  );
}

/** As few customers who came back say next to nothing about four parameters. */
const LEAST_REPEATING = 10;
