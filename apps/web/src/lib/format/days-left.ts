import { say } from './messages';
import { plural } from './plural';

const DAY_MS = 86_400_000;

/** How long something is kept after `now` (ms since 1970), until an ISO timestamp; "29 days", "less than a day". */
export function formatDaysLeft(until: string, now: number): string {
  const days = Math.floor((Date.parse(until) - now) / DAY_MS);
  return days < 1 ? say().lessThanADay : plural(days, say().day, say().days);
}
