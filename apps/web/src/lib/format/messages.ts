import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  justNow: 'just now',
  lessThanADay: 'less than a day',
  day: 'day',
  days: 'days',
  bytes: 'bytes',
  seconds: (seconds: number) => `${seconds} s`,
  minutes: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
  range: (low: string, high: string) => `${low} to ${high}`,
  period: { MONTH: 'a month', YEAR: 'a year', ORDER: 'an order', LIFETIME: 'paid so far' },
};

export type English = typeof english;
export const say = dictionary('lib/format', english);
