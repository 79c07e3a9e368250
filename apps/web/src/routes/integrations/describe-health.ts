import { formatAgo } from '#lib/format/date.ts';

/** How an endpoint is doing, in words; `now` in milliseconds since 1970. */
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
  if (!enabled) return disabledReason === null ? 'Disabled' : `Disabled. ${disabledReason}`;
  if (failingSince === null) return 'Enabled';
  const ago = formatAgo(failingSince, now);
  return `Failing since ${ago === 'just now' ? 'a moment ago' : ago}`;
}
