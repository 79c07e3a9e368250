import { formatAgo } from '#lib/format/date.ts';
import { say } from './messages';

const MINUTE_MS = 60_000;

/** How an endpoint is doing, in words, with a slot for the `reason` why it was disabled; `now` in milliseconds since 1970. */
export function describeHealth(
  {
    enabled,
    disabledReason,
    failingSince,
  }: {
    readonly enabled: boolean;
    readonly disabledReason: string | null;
    readonly failingSince: string | null;
  },
  now: number,
): string {
  const words = say().webhooks;
  if (!enabled) return disabledReason === null ? words.disabled : words.disabledBecause;
  if (failingSince === null) return words.enabled;
  if (now - Date.parse(failingSince) < MINUTE_MS) return words.failingNow;
  return words.failingSince(formatAgo(failingSince, now));
}
