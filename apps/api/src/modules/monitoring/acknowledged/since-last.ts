import type { MonitoringAlert, MonitoringState } from '../monitoring.enums.js';
import type { MonitoringAcknowledgement } from './acknowledgement.types.js';

/** What a check came to. */
interface Finding {
  readonly state: MonitoringState;
  readonly checkedAt: Date;
  readonly alerts: readonly MonitoringAlert[];
}

/** Since when it has been other than QUIET, and who has looked into what was found. */
interface Standing {
  readonly firstSeenAt: Date | null;
  readonly acknowledgement: MonitoringAcknowledgement | null;
}

/**
 * What holds of a check from the one before: since when, and who has looked into it if it found nothing else that matters.
 */
export function sinceLast(
  { state, checkedAt, alerts }: Finding,
  last: (Finding & Standing) | null,
): Standing {
  if (state === 'QUIET') return { firstSeenAt: null, acknowledgement: null };
  const isKnown = alerts.every((alert) => last?.alerts.includes(alert));
  return {
    firstSeenAt: last?.firstSeenAt ?? checkedAt,
    acknowledgement: isKnown ? (last?.acknowledgement ?? null) : null,
  };
}

/** Whether whoever has looked into it asked that it is not told on that day. */
export function isMuted({ acknowledgement }: Standing, at: Date): boolean {
  const last = acknowledgement?.mutedUntil ?? null;
  return last !== null && at.toISOString().slice(0, 10) <= last;
}
