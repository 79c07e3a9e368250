import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Act, AuditTrail, OpenAct, Settlement } from '../../platform/audit/audit-trail.js';
import { outcomeOf, settlementOf } from '../../platform/audit/settlement-of.js';
import { outsideCalls } from '../../platform/call/current-call.js';
import { GroupCommit } from '../../platform/database/group-commit.js';
import { sparingly } from '../../platform/log-sparingly.js';
import type { Logger } from '../../platform/logger.js';
import type { AuditStore, NewAuditEvent } from './audit.store.js';
import { RefusalGate } from './refusal-gate.js';

/** How long an answer waits until what came of it is written down; longer only while the database is away. */
const COURTESY_MS = 1000;
const RETRY_MS = 1000;
/** How long a stopping process tries to write what is left. */
const CLOSE_MS = 3000;

/** Writes the audit: what is asked for at the same time is written together, as the chain has one end. */
export class AuditWriter implements AuditTrail {
  readonly #group: GroupCommit<NewAuditEvent>;
  /** One for strangers and one for those who are known, whom strangers then cannot hide. */
  readonly #strangers = new RefusalGate();
  readonly #known = new RefusalGate();
  readonly #unwritten = new Set<Promise<void>>();
  readonly #warn: (error: unknown) => void;
  #closed = false;

  constructor(store: Pick<AuditStore, 'append'>, logger: Logger) {
    this.#group = new GroupCommit((events) => outsideCalls(() => store.append(events)));
    this.#warn = sparingly((err, attempts) => logger.warn({ err, attempts }, 'the audit cannot be written'));
  }

  async open(act: Act, signal?: AbortSignal): Promise<OpenAct> {
    const id = randomUUID();
    const settle = (settlement: Settlement) =>
      this.#settle({ id: randomUUID(), settles: id, act, settlement });
    const written = this.#group.add({ id, settles: null, act, settlement: null });
    if (signal === undefined) await written;
    else await unlessOver(written, signal, () => void settle(settlementOf(signal.reason)));
    return { settle };
  }

  async record(act: Act, settlement: Settlement): Promise<void> {
    await this.#group.add({ id: randomUUID(), settles: null, act, settlement });
  }

  noteRefusal(act: Act, code: string): void {
    const gate = act.actor.id === null ? this.#strangers : this.#known;
    if (!gate.admits([act.actor.id, act.subject, act.address, act.action, code].join(' '))) return;
    const settlement = { outcome: outcomeOf(code), codes: [code] };
    void this.#settle({ id: randomUUID(), settles: null, act, settlement });
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    const left = Promise.all(this.#unwritten);
    await Promise.race([left, delay(CLOSE_MS, undefined, { ref: false })]);
    this.#closed = true;
  }

  async #settle(event: NewAuditEvent): Promise<void> {
    const writing = this.#persist(event).finally(() => this.#unwritten.delete(writing));
    this.#unwritten.add(writing);
    const patience = new AbortController();
    const waited = delay(COURTESY_MS, undefined, { ref: false, signal: patience.signal }).catch(() => {});
    await Promise.race([writing, waited]);
    patience.abort();
  }

  async #persist(event: NewAuditEvent): Promise<void> {
    while (!this.#closed) {
      try {
        return await this.#group.add(event);
      } catch (error) {
        this.#warn(error);
        await delay(RETRY_MS, undefined, { ref: false });
      }
    }
  }
}

/** Waits for what is being written, unless the call is over first: then nothing will be done, and `late` says so. */
async function unlessOver(written: Promise<void>, signal: AbortSignal, late: () => void): Promise<void> {
  let stop = () => {};
  const over = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([written, over]);
    signal.throwIfAborted();
  } catch (error) {
    if (signal.aborted) written.then(late, () => {});
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    over.catch(() => {});
  }
}
