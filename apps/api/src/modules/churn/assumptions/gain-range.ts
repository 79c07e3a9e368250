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
  const margin = ends(assumptions.margin, assumptions.marginLow, assumptions.marginHigh);
  const horizonMonths = ends(
    assumptions.horizonMonths,
    assumptions.horizonMonthsLow,
    assumptions.horizonMonthsHigh,
  );
  const cost = ends(assumptions.contactCost, assumptions.contactCostLow, assumptions.contactCostHigh);
  const brought = (end: 'low' | 'high') =>
    turned[end] *
    worthOfValue({ ...assumptions, margin: margin[end], horizonMonths: horizonMonths[end] }) *
    worth;
  return { low: brought('low') - contacts * cost.high, high: brought('high') - contacts * cost.low };
}

/** What was set never excludes the assumption itself. */
function ends(base: number, low: number | null, high: number | null): GainRange {
  return { low: Math.min(base, low ?? base), high: Math.max(base, high ?? base) };
}
