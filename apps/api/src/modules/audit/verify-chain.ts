import { createHash } from 'node:crypto';
import type { StoredAuditEvent } from './audit.store.js';

/** What stands for the hash before the first event. */
export const BEFORE_THE_FIRST = '0'.repeat(64);

/** What a verification found. */
export interface ChainReport {
  /** How many events hold: all of them, or those before the first that does not. */
  readonly events: number;
  /** The hash of the last event that holds. */
  readonly head: string;
  /** The first link that is broken; null if none is. */
  readonly broken: BrokenLink | null;
}

/** Two neighbours that do not fit. */
export interface BrokenLink {
  /** The number that the event at fault should have, and the one that it has; null if it is missing at the end. */
  readonly expectedSeq: string;
  readonly foundSeq: string | null;
  /** The hash that follows from its content and the event before, and the one that it has. */
  readonly expectedHash: string;
  readonly foundHash: string | null;
}

/** A state of the chain that somebody kept elsewhere: how many events there were, and the hash of the last. */
export interface KeptHead {
  readonly events: number;
  readonly head: string;
}

/**
 * Follows the chain from the first event on. A changed event, a missing one and two in another order break it. Events cut
 * off at its end do not: that shows only against a head that was kept elsewhere.
 */
export async function verifyChain(
  events: AsyncIterable<StoredAuditEvent> | Iterable<StoredAuditEvent>,
  kept: KeptHead | null = null,
): Promise<ChainReport> {
  let head = BEFORE_THE_FIRST;
  let count = 0;
  let atKept = kept?.events === 0 ? head : null;
  for await (const event of events) {
    const expectedSeq = String(count + 1);
    const expectedHash = hashOf(head, event);
    if (event.seq !== expectedSeq || event.hash !== expectedHash) {
      const broken = { expectedSeq, foundSeq: event.seq, expectedHash, foundHash: event.hash };
      return { events: count, head, broken };
    }
    [head, count] = [event.hash, count + 1];
    if (count === kept?.events) atKept = head;
  }
  if (kept === null || atKept === kept.head) return { events: count, head, broken: null };
  const [foundSeq, foundHash] = [atKept === null ? null : String(kept.events), atKept];
  const broken = { expectedSeq: String(kept.events), foundSeq, expectedHash: kept.head, foundHash };
  return { events: count, head, broken };
}

/** The hash of an event: SHA-256 of the hash before it in hexadecimal digits, a line feed, and the event as a JSON array. */
export function hashOf(before: string, event: StoredAuditEvent): string {
  return createHash('sha256')
    .update(`${before}\n${lineOf(event)}`)
    .digest('hex');
}

/** As `audit_line` writes it in PostgreSQL; computed here, so that a function that was replaced there hides nothing. */
function lineOf(e: StoredAuditEvent): string {
  const texts = [e.at, e.id, e.settles, e.actor, e.actor_id, e.action, e.subject, e.dataset_id, e.address];
  return `[${[e.seq, ...[...texts, e.outcome, e.codes].map((text) => JSON.stringify(text))].join(', ')}]`;
}
