import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ErasureLedger, LEDGER_FILE } from './erasure-ledger.js';

const NEVER = new Date(0);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('knows who was erased by their id, and does not hold it', async () => {
  const ledger = new ErasureLedger(folder);
  const mark = await ledger.mark('d', 'Wilhelmina');
  await ledger.add({ at: '2026-01-02T00:00:00.000Z', datasetId: 'd', mark });
  const found = (await new ErasureLedger(folder).since(NEVER))!;
  expect(found.notes).toEqual([{ at: '2026-01-02T00:00:00.000Z', datasetId: 'd', mark }]);
  expect(found.mark('d', 'Wilhelmina')).toBe(mark);
  expect(found.mark('e', 'Wilhelmina')).not.toBe(mark);
  expect(readFileSync(join(folder, LEDGER_FILE), 'utf8')).not.toContain('Wilhelmina');
  expect((await ledger.since(new Date('2026-01-03')))!.notes).toEqual([]);
});

it('has one key, however many begin at once', async () => {
  const marks = await Promise.all(Array.from({ length: 10 }, () => new ErasureLedger(folder).mark('d', 'x')));
  expect(new Set(marks).size).toBe(1);
  expect(readdirSync(folder)).toEqual([LEDGER_FILE]);
});

it('reads on after a note that was cut off', async () => {
  const ledger = new ErasureLedger(folder);
  const note = { at: '2026-01-02T00:00:00.000Z', datasetId: 'd', mark: await ledger.mark('d', 'x') };
  appendFileSync(join(folder, LEDGER_FILE), '\n{"at":"2026-01-0');
  await ledger.add(note);
  expect((await ledger.since(NEVER))!.notes).toEqual([note]);
});

it('is empty where nobody was ever erased', async () => {
  expect(await new ErasureLedger(folder).since(NEVER)).toBeNull();
});
