import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FileStore } from '../../platform/files/file-store.js';
import { LocalFiles } from '../../platform/files/local-files.js';
import { ErasureLedger, LEDGER_FILE } from './erasure-ledger.js';

const NEVER = new Date(0);
/** A ledger of a data folder that is its own store. */
const ledgerIn = (dataDir: string, shared?: FileStore) =>
  new ErasureLedger({ dataDir, files: shared ?? new LocalFiles(dataDir), isRemote: shared !== undefined });
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('knows who was erased by their id, and does not hold it', async () => {
  const ledger = ledgerIn(folder);
  const mark = await ledger.mark('d', 'Wilhelmina');
  await ledger.add({ at: '2026-01-02T00:00:00.000Z', datasetId: 'd', mark });
  const found = (await ledgerIn(folder).since(NEVER))!;
  expect(found.notes).toEqual([{ at: '2026-01-02T00:00:00.000Z', datasetId: 'd', mark }]);
  expect(found.marks('d', 'Wilhelmina')).toEqual([mark]);
  expect(found.marks('e', 'Wilhelmina')).not.toEqual([mark]);
  expect(readFileSync(join(folder, LEDGER_FILE), 'utf8')).not.toContain('Wilhelmina');
  expect((await ledger.since(new Date('2026-01-03')))!.notes).toEqual([]);
});

it('has one key, however many begin at once', async () => {
  const marks = await Promise.all(Array.from({ length: 10 }, () => ledgerIn(folder).mark('d', 'x')));
  expect(new Set(marks).size).toBe(1);
  expect(readdirSync(folder)).toEqual([LEDGER_FILE]);
});

it('reads on after a note that was cut off', async () => {
  const ledger = ledgerIn(folder);
  const note = { at: '2026-01-02T00:00:00.000Z', datasetId: 'd', mark: await ledger.mark('d', 'x') };
  appendFileSync(join(folder, LEDGER_FILE), '\n{"at":"2026-01-0');
  await ledger.add(note);
  expect((await ledger.since(NEVER))!.notes).toEqual([note]);
});

it('is empty where nobody was ever erased', async () => {
  expect(await ledgerIn(folder).since(NEVER)).toBeNull();
});

it('reads notes of earlier versions, whose marks are by the key of the file', async () => {
  const ledger = ledgerIn(folder);
  const [, mark] = (await ledger.mark('d', 'x')).split('.');
  appendFileSync(
    join(folder, LEDGER_FILE),
    `\n${JSON.stringify({ at: '2026-01-02', datasetId: 'd', mark })}\n`,
  );
  const { notes, marks } = (await ledger.since(NEVER))!;
  expect(marks('d', 'x')).toEqual(notes.map((note) => note.mark));
});

it('knows on any machine whom another one has erased and a third has noted', async () => {
  const [one, two, three] = ['one', 'two', 'three'].map((name) => {
    mkdirSync(join(folder, name));
    return ledgerIn(join(folder, name), new LocalFiles(join(folder, 'shared')));
  });
  const mark = await one!.mark('d', 'Wilhelmina');
  await two!.add({ at: '2026-01-02T00:00:00.000Z', datasetId: 'd', mark });
  const { notes, marks } = (await three!.since(NEVER))!;
  expect(notes).toHaveLength(1);
  expect(marks('d', 'Wilhelmina')).toEqual([mark]);
  expect(readdirSync(join(folder, 'two'))).toEqual([]);
});
