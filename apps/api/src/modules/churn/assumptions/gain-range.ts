import type { TargetEvent } from '../definition/target-event.js';
import { type Assumptions, effectOf, effectRange, worthOfValue } from './assumptions.js';

/** What contacts of so much worth (the sum of probability × value) bring where all assumptions are at one of their ends. */
export interface GainRange {
  readonly low: number;
  readonly high: number;
}

/**
 * The gain with the least turned, the lowest margin, the shortest horizon and the dearest contact, and with the opposite of
 * each; an end that nobody has set is the assumption itself. Null if no assumption says what a contact turns.
 */
export function gainRange(
  { contacts, worth }: { readonly contacts: number; readonly worth: number },
  assumptions: Assumptions,
  event: TargetEvent,
): GainRange | null {
  const effect = effectOf(assumptions, event);
  if (effect === null) return null;
  const turned = effectRange(effect, assumptions);
  const times = worthRange(assumptions);
  const cost = costRange(assumptions.contactCost, assumptions);
  return {
    low: turned.low * times.low * worth - contacts * cost.high,
    high: turned.high * times.high * worth - contacts * cost.low,
  };
}

/** What one unit of value brings until the horizon, at the least and at the most. */
export function worthRange(assumptions: Assumptions): GainRange {
  const { marginLow, marginHigh, horizonMonthsLow, horizonMonthsHigh } = assumptions;
  const margin = ends(assumptions.margin, marginLow, marginHigh);
  const horizonMonths = ends(assumptions.horizonMonths, horizonMonthsLow, horizonMonthsHigh);
  const at = (end: 'low' | 'high') =>
    worthOfValue({ ...assumptions, margin: margin[end], horizonMonths: horizonMonths[end] });
  return { low: at('low'), high: at('high') };
}

/** The least and the most that a contact costs, of which so much is assumed. */
export function costRange(
  base: number,
  { contactCostLow, contactCostHigh }: Pick<Assumptions, 'contactCostLow' | 'contactCostHigh'>,
): GainRange {
  return ends(base, contactCostLow, contactCostHigh);
}

/** What was set never excludes the assumption itself. */
function ends(base: number, low: number | null, high: number | null): GainRange {
  return { low: Math.min(base, low ?? base), high: Math.max(base, high ?? base) };
}
