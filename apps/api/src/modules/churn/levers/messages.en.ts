import type { EventWords } from '../definition/event-words.types.js';

/** What a lever goes with. */
export interface LeverTold {
  readonly column: string;
  readonly value: string;
  readonly other: string;
  /** What is computed from it or goes with it, each with its value. */
  readonly brought: readonly string[];
  readonly probability: number;
  readonly difference: number;
  /** Shares of those with the value, and with the other. */
  readonly rate: number;
  readonly otherRate: number;
  readonly customers: number;
  readonly together: string;
  readonly words: Pick<EventWords, 'past' | 'gerund'>;
}

export const english = {
  lever: ({
    column,
    value,
    other,
    brought,
    probability,
    difference,
    rate,
    otherRate,
    customers,
    together,
    words,
  }: LeverTold) => {
    const withIt = brought.length === 0 ? '' : `, and with it ${brought.join(', ')},`;
    return (
      `${column} ${other} instead of ${value}${withIt} is associated with a chance of ${words.gerund} of ${hundred(probability)} %, ` +
      `${points(difference)}. Of 100 customers with ${other} ${hundred(otherRate)} ${words.past}, with ${value} ${hundred(rate)}. ` +
      `${customers} customers have ${other} together with ${together}.`
    );
  },
  seen: {
    unknown: 'unknown',
    beyond: (column: string, value: string, least: string, most: string) =>
      `"${column}" is ${value}; customers had ${least} to ${most}`,
    computed: (column: string, value: string, formula: string, makes: string) =>
      `"${column}" is ${value}; ${formula} makes ${makes}, as with nearly all customers`,
    never: (one: string, customers: number, other: string, others: number) =>
      `no customer had both: ${one} with ${customers} customers, ${other} with ${others}`,
    value: (column: string, value: string) => `"${column}" is ${value}`,
    more: (more: number) => `and ${more} more that no customer ever had`,
  },
  follows: (effect: string, cause: string, customers: number, now: string, was: string) =>
    `${effect} follows from ${cause}, with which all ${customers} customers have it: ${now} instead of ${was}`,
};

/** The messages of the room. */
export type English = typeof english;

const hundred = (share: number) => Math.round(100 * share);

function points(difference: number): string {
  const size = Math.round(Math.abs(100 * difference));
  return `${size} ${size === 1 ? 'point' : 'points'} ${difference < 0 ? 'lower' : 'higher'}`;
}
