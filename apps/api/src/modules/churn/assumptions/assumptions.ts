import type { VALUE_PERIODS } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import type { TargetEvent } from '../definition/target-event.js';

/** What money in a dataset is counted in, and over which time. */
export type ValuePeriod = keyof typeof VALUE_PERIODS;

/** What a dataset's owner takes for granted where the data do not say it. */
export interface Assumptions {
  /** Cost of contacting one customer. */
  readonly contactCost: number;
  /** The least and the most that it may be; null where it is as sure as itself, like those of the others below. */
  readonly contactCostLow: number | null;
  readonly contactCostHigh: number | null;
  /** Share of the contacted leavers who stay because of it, 0..1. */
  readonly saveRate: number;
  /** Share of the contacted responders who respond only because of it, 0..1; null if nobody has said. */
  readonly responseLift: number | null;
  /** The lowest and the highest that saveRate or responseLift may be; null if nobody has said. */
  readonly effectLow: number | null;
  readonly effectHigh: number | null;
  /** Share of the value that is earned, 0..1. */
  readonly margin: number;
  readonly marginLow: number | null;
  readonly marginHigh: number | null;
  /** Months ahead over which a customer's value counts. */
  readonly horizonMonths: number;
  readonly horizonMonthsLow: number | null;
  readonly horizonMonthsHigh: number | null;
  /** How many customers can be contacted; null for any number. */
  readonly capacity: number | null;
  /** What each customer is worth instead of the value column, in its unit and period; null to use the column. */
  readonly customerValue: number | null;
  /** ISO 4217; null if nobody has said. */
  readonly currency: string | null;
  /** What the value is for; null if nobody has said, which counts it once. */
  readonly valuePeriod: ValuePeriod | null;
  /** The probabilities from which customers are MEDIUM and HIGH; null for those of the model. */
  readonly mediumFrom: number | null;
  readonly highFrom: number | null;
  /** The columns that the business can change; null for those that sound like it. */
  readonly levers: readonly string[] | null;
}

/** Starting points, not measurements. What has none stays unknown. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  contactCost: 5,
  contactCostLow: null,
  contactCostHigh: null,
  saveRate: 0.3,
  responseLift: null,
  effectLow: null,
  effectHigh: null,
  margin: 1,
  marginLow: null,
  marginHigh: null,
  horizonMonths: 12,
  horizonMonthsLow: null,
  horizonMonthsHigh: null,
  capacity: null,
  customerValue: null,
  currency: null,
  valuePeriod: null,
  mediumFrom: null,
  highFrom: null,
  levers: null,
};

/** What was set; null where the default holds. */
export type SetAssumptions = { readonly [K in keyof Assumptions]: Assumptions[K] | null };

/** Nothing was set. */
export const NOTHING_SET: SetAssumptions = {
  contactCost: null,
  contactCostLow: null,
  contactCostHigh: null,
  saveRate: null,
  responseLift: null,
  effectLow: null,
  effectHigh: null,
  margin: null,
  marginLow: null,
  marginHigh: null,
  horizonMonths: null,
  horizonMonthsLow: null,
  horizonMonthsHigh: null,
  capacity: null,
  customerValue: null,
  currency: null,
  valuePeriod: null,
  mediumFrom: null,
  highFrom: null,
  levers: null,
};

/** What was set, and the defaults for the rest. */
export function withDefaults(set: SetAssumptions): Assumptions {
  const given = Object.entries(set).filter(([, value]) => value !== null);
  return { ...DEFAULT_ASSUMPTIONS, ...Object.fromEntries(given) };
}

/** More than any real amount of money; sums over customers stay exact to the unit. */
export const MOST_MONEY = 1e15;
const MOST_CONTACTS = 1_000_000_000;
const RANGES = {
  contactCost: [0, MOST_MONEY],
  contactCostLow: [0, MOST_MONEY],
  contactCostHigh: [0, MOST_MONEY],
  saveRate: [0, 1],
  responseLift: [0, 1],
  effectLow: [0, 1],
  effectHigh: [0, 1],
  margin: [0, 1],
  marginLow: [0, 1],
  marginHigh: [0, 1],
  horizonMonths: [1, 120],
  horizonMonthsLow: [1, 120],
  horizonMonthsHigh: [1, 120],
  capacity: [1, MOST_CONTACTS],
  customerValue: [0, MOST_MONEY],
  mediumFrom: [0, 1],
  highFrom: [0, 1],
} as const;

/** Of each two the first is at most the second. */
const ORDERED = [
  ['contactCostLow', 'contactCostHigh'],
  ['effectLow', 'effectHigh'],
  ['marginLow', 'marginHigh'],
  ['horizonMonthsLow', 'horizonMonthsHigh'],
  ['mediumFrom', 'highFrom'],
] as const;

/** The assumptions with those replaced that are given; null makes one what it was at first. @throws AppError BAD_USER_INPUT */
export function changeAssumptions(now: SetAssumptions, given: Partial<SetAssumptions>): SetAssumptions {
  const changes = Object.entries(given).filter(([, value]) => value !== undefined);
  const all: SetAssumptions = { ...now, ...Object.fromEntries(changes) };
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const value = all[name as keyof typeof RANGES];
    if (value !== null && !(value >= least && value <= most)) {
      throw refusal(name, `${name} is ${value}; it must be ${least}..${most}.`);
    }
  }
  for (const [low, high] of ORDERED) requireOrder(all, given, low, high);
  if (all.currency !== null && !/^[A-Z]{3}$/.test(all.currency)) {
    throw refusal(
      'currency',
      `currency is "${all.currency}"; it must be the three capital letters of ISO 4217, such as EUR.`,
    );
  }
  return all;
}

/** @throws AppError BAD_USER_INPUT if both are set and the first is above the second */
function requireOrder(
  all: SetAssumptions,
  given: Partial<SetAssumptions>,
  low: (typeof ORDERED)[number][0],
  high: (typeof ORDERED)[number][1],
): void {
  const [from, to] = [all[low], all[high]];
  if (from === null || to === null || from <= to) return;
  const message = `${low} is ${from} and ${high} is ${to}; ${low} must be at most ${high}.`;
  throw refusal(given[low] == null ? high : low, message);
}

/** How many times the value column counts until the horizon. */
function timesUntilHorizon({ valuePeriod, horizonMonths }: Assumptions): number {
  if (valuePeriod === 'MONTH') return horizonMonths;
  return valuePeriod === 'YEAR' ? horizonMonths / 12 : 1;
}

/** What one unit of value brings until the horizon. */
export function worthOfValue(assumptions: Assumptions): number {
  return assumptions.margin * timesUntilHorizon(assumptions);
}

/** The share of those to whom an event would happen whom a contact turns; null if no assumption says so. */
export function effectOf({ saveRate, responseLift }: Assumptions, event: TargetEvent): number | null {
  if (event === 'LEFT') return saveRate;
  return event === 'RESPONDED' ? responseLift : null;
}

/** How far a share turned may be off where nobody has said: from half of it to one and a half times it. */
const UNSURE = 0.5;

/** The lowest and the highest that a share turned may be; what was set never excludes the share itself. */
export function effectRange(
  effect: number,
  { effectLow, effectHigh }: Pick<Assumptions, 'effectLow' | 'effectHigh'>,
): { readonly low: number; readonly high: number } {
  return {
    low: Math.min(effect, effectLow ?? effect * (1 - UNSURE)),
    high: Math.max(effect, effectHigh ?? Math.min(1, effect * (1 + UNSURE))),
  };
}

function refusal(name: string, message: string): AppError {
  return new AppError('BAD_USER_INPUT', message, { field: [name] });
}
