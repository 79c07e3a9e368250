import { describe, expect, it } from 'vitest';
import { AppError } from '../../platform/errors/app-error.js';
import { createLogger } from '../../platform/logger.js';
import type { NewAuditEvent } from './audit.store.js';
import { AuditWriter } from './audit-writer.js';

const act = { actor: { name: 'ada@example.com', id: 'ada' }, action: 'work', address: '203.0.113.9' };
const DONE = { outcome: 'DONE', codes: [] } as const;

/** A store that can be away, or slow: then what is written waits for `go`. */
class Store {
  readonly groups: (readonly NewAuditEvent[])[] = [];
  away = false;
  until: Promise<void> | null = null;

  async append(events: readonly NewAuditEvent[]): Promise<void> {
    await this.until;
    if (this.away) throw new Error('away');
    this.groups.push(events);
  }
}

function create() {
  const store = new Store();
  return { store, writer: new AuditWriter(store, createLogger('silent')) };
}

describe('the writer of the audit', () => {
  it('writes what is asked for before it says so, and then what came of it', async () => {
    const { store, writer } = create();
    const open = await writer.open(act);
    expect(store.groups.flat()).toMatchObject([{ act, settles: null, settlement: null }]);
    await open.settle(DONE);
    const [asked, settled] = store.groups.flat();
    expect(settled).toMatchObject({ settles: asked!.id, settlement: DONE });
  });

  it('refuses what it cannot write', async () => {
    const { store, writer } = create();
    store.away = true;
    await expect(writer.open(act)).rejects.toThrow('away');
    await expect(writer.record(act, DONE)).rejects.toThrow('away');
  });

  it('fails nothing that is done because it cannot write that, and writes it as soon as it can', async () => {
    const { store, writer } = create();
    const open = await writer.open(act);
    store.away = true;
    await open.settle(DONE);
    store.away = false;
    await expect.poll(() => store.groups.flat().length, { timeout: 60_000 }).toBe(2);
  });

  it('writes together what comes while a write is under way, in order', async () => {
    const { store, writer } = create();
    let go = () => {};
    store.until = new Promise((resolve) => {
      go = resolve;
    });
    const names = ['a', 'b', 'c', 'd'];
    const opened = names.map((action) => writer.open({ ...act, action }));
    go();
    await Promise.all(opened);
    expect(store.groups.map((group) => group.map((event) => event.act.action))).toEqual([
      ['a'],
      ['b', 'c', 'd'],
    ]);
  });

  it('lets go of a call that is over, which then does nothing, and notes why', async () => {
    const { store, writer } = create();
    let go = () => {};
    store.until = new Promise((resolve) => {
      go = resolve;
    });
    const call = new AbortController();
    const opening = writer.open(act, call.signal);
    call.abort(new AppError('TIMED_OUT', 'It took 30 s.'));
    await expect(opening).rejects.toMatchObject({ code: 'TIMED_OUT' });
    go();
    await expect
      .poll(() => store.groups.flat()[1]?.settlement)
      .toEqual({ outcome: 'FAILED', codes: ['TIMED_OUT'] });
    await expect(writer.open(act, call.signal)).rejects.toMatchObject({ code: 'TIMED_OUT' });
  });

  it('writes what is left before it closes', async () => {
    const { store, writer } = create();
    writer.noteRefusal(act, 'RATE_LIMITED');
    await writer.close();
    expect(store.groups.flat()).toMatchObject([
      { settlement: { outcome: 'REFUSED', codes: ['RATE_LIMITED'] } },
    ]);
  });
});
