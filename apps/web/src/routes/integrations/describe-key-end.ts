import { formatMoment } from '#lib/format/date.ts';
import { say } from './messages';

/** As much of a key as says when it ends; moments in ISO 8601. */
interface KeyEnd {
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly replacedById: string | null;
}

/** Whether a key is of no more use at a moment, in milliseconds since 1970. */
export function hasEnded({ expiresAt, revokedAt }: KeyEnd, now = Date.now()): boolean {
  return revokedAt !== null || (expiresAt !== null && Date.parse(expiresAt) <= now);
}

/** When a key ends or has ended, and whether another took its place: "Mar 1, 2026, 12:00", "rotated; ends …". */
export function describeKeyEnd(key: KeyEnd, now = Date.now()): string {
  const { expiresAt, revokedAt, replacedById } = key;
  const rotated = replacedById !== null;
  const words = say().end;
  if (revokedAt !== null) return (rotated ? words.rotatedRevoked : words.revoked)(formatMoment(revokedAt));
  if (expiresAt === null) return words.never;
  const moment = formatMoment(expiresAt);
  if (hasEnded(key, now)) return (rotated ? words.rotatedEnded : words.ended)(moment);
  return rotated ? words.rotatedEnds(moment) : moment;
}
