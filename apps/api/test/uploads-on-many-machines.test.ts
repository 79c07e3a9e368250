import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import type { Caller } from '../src/platform/call/caller.js';
import { S3Files } from '../src/platform/files/s3-files.js';
import { type LocalBucket, startLocalBucket } from './local-bucket.js';
import { type ServedUploads, serveUploads } from './serve-uploads.js';

const MB = 1024 ** 2;
const ann: Caller = { id: 'ann', email: null, role: 'ANALYST', scope: null };
const bob: Caller = { id: 'bob', email: null, role: 'ANALYST', scope: null };
const FILE = Buffer.from(randomBytes(2 * MB).toString('hex')).subarray(0, 2 * MB);

let bucket: LocalBucket;
beforeAll(async () => {
  bucket = await startLocalBucket();
});
afterAll(() => bucket.stop());

let turn = 0;
let prefix: string;
let folders: string[];
let one: ServedUploads;
let other: ServedUploads;
const sockets: Socket[] = [];
beforeEach(async () => {
  prefix = `machines-${++turn}/`;
  folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'holdfast-machine-')));
  // A disk each, and a bucket for both.
  [one, other] = (await Promise.all(
    folders.map((folder) =>
      serveUploads(
        folder,
        { ann, bob },
        {
          bounds: { uploadBytes: 4 * MB, uploadQuota: 5 * MB, diskReserve: 0 },
          stepBytes: MB / 2,
          freeBytes: async () => Number.POSITIVE_INFINITY,
          pace: { bytes: 1000, milliseconds: 500 },
          drainMs: 300,
          bucket: new S3Files({ ...bucket.config, prefix }, `${folder}-cache`),
        },
      ),
    ),
  )) as [ServedUploads, ServedUploads];
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all([one.close(), other.close()]);
  for (const folder of folders) {
    rmSync(folder, { recursive: true });
    rmSync(`${folder}-cache`, { recursive: true, force: true });
  }
});

const headers = (name: string) => ({ authorization: name, 'tus-resumable': '1.0.0' });

async function begin(at: ServedUploads, bytes = FILE.length, name = 'ann'): Promise<string> {
  const answer = await fetch(`${at.url}/uploads/resumable`, {
    method: 'POST',
    headers: { ...headers(name), 'upload-length': String(bytes) },
  });
  if (answer.status !== 201) throw new Error(((await answer.json()) as { code: string }).code);
  return answer.headers.get('location')!;
}

const head = (at: ServedUploads, path: string, name = 'ann') =>
  fetch(at.url + path, { method: 'HEAD', headers: headers(name) });
const offsetAt = async (at: ServedUploads, path: string) =>
  Number((await head(at, path)).headers.get('upload-offset'));
const patch = (at: ServedUploads, path: string, offset: number, to = FILE.length, name = 'ann') =>
  fetch(at.url + path, {
    method: 'PATCH',
    headers: {
      ...headers(name),
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body: FILE.subarray(offset, to),
  });
const idOf = (path: string) => path.split('/').at(-1)!;

/** Announces the rest of the file, sends a part of it, and leaves the connection open. */
function sendPart(at: ServedUploads, path: string, from: number, to: number): Socket {
  const { hostname, port } = new URL(at.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  const lines = [
    `PATCH ${path} HTTP/1.1`,
    'host: x',
    'authorization: ann',
    'tus-resumable: 1.0.0',
    `upload-offset: ${from}`,
    'content-type: application/offset+octet-stream',
    `content-length: ${FILE.length - from}`,
  ];
  socket.on('error', () => {});
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.write(FILE.subarray(from, to));
  return socket;
}

/** The names of the bucket that are of an upload. */
function inBucket(path: string): string[] {
  const folder = join(bucket.folder, '..', prefix, 'uploads');
  const names = existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : [];
  return names.filter((name) => name.startsWith(idOf(path)) && name.endsWith('_object'));
}

/** What a machine passes on to whoever imports. */
async function readAt(at: ServedUploads, path: string) {
  const upload = await at.store.get(new CallContext(ann), idOf(path));
  return { sha256: upload.sha256, isWhole: readFileSync(upload.path).equals(FILE) };
}
const WHOLE = { sha256: createHash('sha256').update(FILE).digest('hex'), isWhole: true };

describe('an upload in parts', () => {
  it('goes on at whichever machine its next part comes to, and is read on any', async () => {
    const path = await begin(one);
    expect((await patch(other, path, 0, 700_000)).headers.get('upload-offset')).toBe('700000');
    expect(await offsetAt(one, path)).toBe(700_000);
    expect((await patch(one, path, 700_000, 1_500_000)).status).toBe(204);
    expect((await patch(other, path, 1_500_000)).status).toBe(204);
    for (const machine of [one, other]) {
      expect(await offsetAt(machine, path)).toBe(FILE.length);
      expect(await readAt(machine, path)).toEqual(WHOLE);
    }
    // The bytes and what is known of them; no part is left.
    expect(inBucket(path)).toHaveLength(2);
  });

  it('continues on another machine while the first believes in the old connection', async () => {
    const path = await begin(one);
    const old = sendPart(one, path, 0, 900_000);
    await expect.poll(() => offsetAt(other, path)).toBeGreaterThanOrEqual(MB / 2);
    const offset = await offsetAt(other, path);
    expect((await patch(other, path, offset, 1_600_000)).status).toBe(204);
    // The first one keeps what it had, from the same byte on.
    old.destroy();
    await expect.poll(() => inBucket(path).filter((name) => name.includes('-900000-'))).toHaveLength(1);
    expect(await offsetAt(one, path)).toBe(1_600_000);
    expect((await patch(one, path, 1_600_000)).status).toBe(204);
    expect(await readAt(other, path)).toEqual(WHOLE);
  });

  it('is completed by another machine where one was killed at its last byte', async () => {
    const path = await begin(one);
    await patch(one, path, 0, 1_000_000);
    const files = new S3Files({ ...bucket.config, prefix }, join(folders[0]!, 'cache'));
    const rest = join(folders[0]!, 'rest');
    writeFileSync(rest, FILE.subarray(1_000_000));
    await files.put(`uploads/${idOf(path)}.parts/1000000-${FILE.length}-x`, rest);
    expect(await offsetAt(other, path)).toBe(FILE.length);
    expect(await readAt(other, path)).toEqual(WHOLE);
  });

  it('is refused at another byte than the next, and to others than who began it, on any machine', async () => {
    const path = await begin(one);
    await patch(one, path, 0, 1000);
    expect((await patch(other, path, 5000)).status).toBe(409);
    expect((await patch(other, path, 1000, FILE.length, 'bob')).status).toBe(404);
    expect((await head(other, path, 'bob')).status).toBe(404);
    expect(await offsetAt(other, path)).toBe(1000);
  });

  it('is removed by any machine with its parts', async () => {
    const path = await begin(one);
    await patch(one, path, 0, 1_000_000);
    const gone = await fetch(other.url + path, { method: 'DELETE', headers: headers('ann') });
    expect(gone.status).toBe(204);
    expect((await head(one, path)).status).toBe(404);
    expect(inBucket(path)).toEqual([]);
  });

  it('is swept two days after its last byte, and so are parts that came late', async () => {
    const path = await begin(one);
    await patch(one, path, 0, 1_000_000);
    const another = await begin(one);
    const files = new S3Files({ ...bucket.config, prefix }, join(folders[0]!, 'cache'));
    const put = async (name: string, content: string) => {
      const file = join(folders[0]!, 'content');
      writeFileSync(file, content);
      await files.put(`uploads/${name}`, file);
    };
    const keptAt = new Date(Date.now() - 2.1 * 24 * 3_600_000);
    const record = {
      id: idOf(path),
      fileName: 'a.csv',
      createdBy: 'ann',
      bytes: FILE.length,
      offset: 0,
      keptAt,
    };
    await put(`${idOf(path)}.begun`, JSON.stringify(record));
    const late = '/uploads/resumable/00000000-0000-4000-8000-000000000001';
    await put(`${idOf(late)}.parts/0-5-x`, 'bytes');
    await other.store.sweep();
    expect([path, late].flatMap(inBucket)).toEqual([]);
    expect((await head(one, path)).status).toBe(404);
    expect(await offsetAt(other, another)).toBe(0);
  });

  it('counts for its sender on every machine', async () => {
    await begin(one, 3 * MB);
    await expect(begin(other, 3 * MB)).rejects.toThrow('UPLOAD_QUOTA_EXCEEDED');
    await begin(other, 3 * MB, 'bob');
  });
});
