import { perTag } from '#lib/words/locale.svelte.ts';
import { say } from './messages';

const moment = perTag((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }));
const relative = perTag((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** An ISO timestamp in the reader's time zone and locale. */
export function formatMoment(iso: string): string {
  return moment().format(new Date(iso));
}

/** How long before `now` (ms since 1970) an ISO timestamp was; "3 minutes ago". */
export function formatAgo(iso: string, now: number): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return relative().format(Math.round(seconds / length), unit);
  }
  return say().justNow;
}

/** A span of seconds; "42 s", "1 min 20 s". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? say().seconds(whole) : say().minutes(Math.floor(whole / 60), whole % 60);
}

const month = perTag(
  (tag) => new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
);
const day = perTag((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }));

/** The month of a day; "Jan 2024". */
export function formatMonth(isoDay: string): string {
  return month().format(new Date(`${isoDay}T00:00:00Z`));
}

/** A day, which has no time zone; "Oct 1, 2024". */
export function formatDay(isoDay: string): string {
  return day().format(new Date(`${isoDay}T00:00:00Z`));
}
