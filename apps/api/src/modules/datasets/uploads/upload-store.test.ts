import fs, { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallContext } from '../../../platform/call/call-context.js';
import { UploadLimits } from './upload-limits.js';
import { UploadStore } from './upload-store.js';

const NOW = new Date('2026-03-02T12:00:00Z');
const PROCESSES = { ownKey: 7, living: async () => new Set([7]) };
const CALL = CallContext.ofServer();
let folder: string;
let store: UploadStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-uploads-'));
  store = storeAt(NOW);
});
afterEach(() => rmSync(folder, { recursive: true }));

const storeAt = (now: Date) => {
  const bounds = { uploadBytes: 1000, uploadQuota: Number.POSITIVE_INFINITY, diskReserve: 0 };
  return new UploadStore(folder, { now: () => now }, PROCESSES, new UploadLimits(folder, bounds));
};

const write = (chunks: (string | Uint8Array)[], name = 'a.csv') =>
  store.write(
    CALL,
    Readable.from(
      chunks.map((chunk) => Buffer.from(chunk)),
      { objectMode: false },
    ),
    name,
  );

describe('a stored upload', () => {
  it('knows its bytes, its longest line, and that it is UTF-8 even where a letter is cut in two', async () => {
    const letters = Buffer.from('aé\nlonger\n');
    const upload = await write([letters.subarray(0, 2), letters.subarray(2)]);
    expect(upload).toMatchObject({
      bytes: 11,
      longestLine: 6,
      hasNul: false,
      isUtf8: true,
      fileName: 'a.csv',
    });
    expect(await store.get(CALL, upload.id)).toEqual(upload);
  });

  it('recognises what is not UTF-8, including a letter cut off at the end', async () => {
    expect((await write([Buffer.from([0x61, 0xe9, 0x0a])])).isUtf8).toBe(false);
    expect((await write([Buffer.from([0x61, 0xc3])])).isUtf8).toBe(false);
    expect((await write([Buffer.from([0x61, 0])])).hasNul).toBe(true);
  });

  it('keeps only the last part of its name', async () => {
    expect((await write(['a'], '../../etc/cust\nomers.csv')).fileName).toBe('customers.csv');
    expect((await write(['a'], '')).fileName).toBe('upload.csv');
  });

  it('is not found under another id, or under a path', async () => {
    await expect(store.get(CALL, '../secret')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: ['uploadId'],
    });
  });

  it('leaves nothing behind if it is too large or breaks off', async () => {
    await expect(write(['x'.repeat(600), 'x'.repeat(600)])).rejects.toMatchObject({
      code: 'UPLOAD_TOO_LARGE',
    });
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('abc');
        throw new Error('gone');
      })(),
    );
    await expect(store.write(CALL, broken, 'b.csv')).rejects.toThrow('gone');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is removed while it is read is not found, whatever its reader says', async () => {
    const { id } = await write(['a,b\n']);
    const read = store.with(CALL, id, async ({ path }) => {
      await store.remove(id);
      return readFile(path);
    });
    await expect(read).rejects.toMatchObject({ code: 'NOT_FOUND', field: ['uploadId'] });
  });

  it('passes on what its reader throws', async () => {
    const { id } = await write(['a,b\n']);
    const read = store.with(CALL, id, () => Promise.reject(new Error('not a table')));
    await expect(read).rejects.toThrow('not a table');
  });

  it('that cannot be read is not said to be missing', async () => {
    const { id, path } = await write(['a,b\n']);
    rmSync(`${path}.json`);
    mkdirSync(`${path}.json`);
    await expect(store.get(CALL, id)).rejects.toMatchObject({ code: 'EISDIR' });
    rmSync(`${path}.json`, { recursive: true });
    await expect(store.get(CALL, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is removed after a day', async () => {
    const upload = await write(['a,b\n']);
    const old = new Date(NOW.getTime() - 25 * 3_600_000);
    writeFileSync(join(folder, 'half'), 'x');
    utimesSync(join(folder, 'half'), old, old);
    utimesSync(upload.path, NOW, NOW);
    utimesSync(`${upload.path}.json`, NOW, NOW);
    const next = await write(['c,d\n']);
    expect(new Set(readdirSync(folder))).toEqual(
      new Set([upload.id, `${upload.id}.json`, next.id, `${next.id}.json`]),
    );
  });

  it('stays for a day after it was last used', async () => {
    const upload = await write(['a,b\n']);
    const old = new Date(NOW.getTime() - 23 * 3_600_000);
    for (const path of [upload.path, `${upload.path}.json`]) utimesSync(path, old, old);
    await store.get(CALL, upload.id);
    const later = storeAt(new Date(NOW.getTime() + 23 * 3_600_000));
    await later.sweep();
    expect(await later.get(CALL, upload.id)).toMatchObject({ id: upload.id });
  });

  it('is not swept while it is being written; what a broken one left is', async () => {
    writeFileSync(join(folder, 'p7-left-behind'), 'x');
    const source = Readable.from(
      (async function* () {
        yield Buffer.from('a,b\n');
        await store.sweep();
        yield Buffer.from('1,2\n');
      })(),
    );
    const upload = await store.write(CALL, source, 'a.csv');
    expect(new Set(readdirSync(folder))).toEqual(new Set([upload.id, `${upload.id}.json`]));
  });

  it.each([
    ['ENOSPC', 'write'],
    ['EMFILE', 'open'],
  ] as const)(
    'leaves nothing behind and fails with %s alone if there is none to %s with',
    async (code, call) => {
      const failure = Object.assign(new Error(code), { code });
      // As the operating system answers, to whoever asks.
      vi.spyOn(fs, call).mockImplementation(((...given: unknown[]) => {
        (given.at(-1) as (error: Error) => void)(failure);
      }) as never);
      await expect(write(['a,b\n'])).rejects.toBe(failure);
      vi.restoreAllMocks();
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});
