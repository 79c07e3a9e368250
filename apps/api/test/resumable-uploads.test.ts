import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import type { Caller } from '../src/platform/call/caller.js';
import { type ServedUploads, serveUploads } from './serve-uploads.js';

const MB = 1024 ** 2;
const CALLERS: Record<string, Caller> = {
  ann: { id: 'ann', email: null, role: 'ANALYST', scope: null },
  bob: { id: 'bob', email: null, role: 'ANALYST', scope: new Set(['a dataset']) },
  root: { id: 'root', email: null, role: 'ADMIN', scope: null },
  eve: { id: 'eve', email: null, role: 'VIEWER', scope: null },
};
const FILE = Buffer.from(
  randomBytes(2 * MB)
    .toString('base64')
    .slice(0, 2 * MB),
);
const freeBytes = vi.fn(async () => Number.POSITIVE_INFINITY);

let folder: string;
let served: ServedUploads;
const sockets: Socket[] = [];
const serve = async () => {
  served = await serveUploads(folder, CALLERS, {
    bounds: { uploadBytes: 4 * MB, uploadQuota: 6 * MB, diskReserve: 0 },
    stepBytes: MB / 2,
    freeBytes,
    pace: { bytes: 1000, milliseconds: 500 },
    drainMs: 300,
  });
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-resumable-'));
  await serve();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await served.close();
  rmSync(folder, { recursive: true });
});

type Headers = Record<string, string>;
const ask = (method: string, path: string, name: string, headers: Headers = {}, body?: Uint8Array) =>
  fetch(`${served.url}${path}`, {
    method,
    headers: { authorization: name, 'tus-resumable': '1.0.0', ...headers },
    ...(body ? { body } : {}),
  } as RequestInit);

/** Begins an upload and answers with its address. */
async function begin(bytes = FILE.length, name = 'ann'): Promise<string> {
  const fileName = Buffer.from('kunden.csv').toString('base64');
  const metadata = `filetype dGV4dA==,filename ${fileName}`;
  const answer = await ask('POST', '/uploads/resumable', name, {
    'upload-length': String(bytes),
    'upload-metadata': metadata,
  });
  expect(answer.status).toBe(201);
  return answer.headers.get('location')!;
}

const head = (path: string, name = 'ann') => ask('HEAD', path, name);
const patch = (path: string, offset: number, body: Uint8Array, name = 'ann') =>
  ask(
    'PATCH',
    path,
    name,
    { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  );
const offsetOf = async (path: string) => Number((await head(path)).headers.get('upload-offset'));
const idOf = (path: string) => path.split('/').at(-1)!;
const callOf = (name: string) => new CallContext(CALLERS[name]!);

/** Announces the rest of the file, sends a part of it, and leaves the connection open. */
function sendPart(path: string, from: number, to: number): Socket {
  const { hostname, port } = new URL(served.url);
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
const partSize = (path: string) => readFileSync(join(folder, `${idOf(path)}.part`)).length;

describe('an upload in parts', () => {
  it('is an ordinary upload once it is complete, with one file and its hash', async () => {
    const path = await begin();
    const first = await patch(path, 0, FILE.subarray(0, 700_000));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '700000']);
    expect((await patch(path, 700_000, FILE.subarray(700_000))).status).toBe(204);
    const upload = await served.store.get(callOf('ann'), idOf(path));
    expect(upload).toMatchObject({
      fileName: 'kunden.csv',
      createdBy: 'ann',
      bytes: FILE.length,
      isUtf8: true,
      sha256: createHash('sha256').update(FILE).digest('hex'),
    });
    expect(readFileSync(upload.path).equals(FILE)).toBe(true);
    expect(new Set(readdirSync(folder))).toEqual(new Set([idOf(path), `${idOf(path)}.json`]));
    expect(await offsetOf(path)).toBe(FILE.length);
  });

  it('continues after its connection broke, from the last byte that came', async () => {
    const path = await begin();
    const socket = sendPart(path, 0, 900_000);
    await expect.poll(() => partSize(path)).toBe(900_000);
    socket.destroy();
    await expect.poll(() => offsetOf(path)).toBe(900_000);
    expect((await patch(path, 900_000, FILE.subarray(900_000))).status).toBe(204);
    expect(readFileSync(join(folder, idOf(path))).equals(FILE)).toBe(true);
  });

  it('continues while the server believes in the old connection', async () => {
    const path = await begin();
    const old = sendPart(path, 0, 900_000);
    const answered = new Promise<string>((resolve) => old.once('data', (data) => resolve(String(data))));
    await expect.poll(() => partSize(path)).toBe(900_000);
    expect(await offsetOf(path)).toBe(900_000);
    expect(await answered).toMatch(/^HTTP\/1.1 409 .*"code":"CONFLICT"/s);
    expect((await patch(path, 900_000, FILE.subarray(900_000))).status).toBe(204);
    expect(readFileSync(join(folder, idOf(path))).equals(FILE)).toBe(true);
  });

  it('continues after a restart, and what is not known to be on the disk is sent again', async () => {
    const path = await begin();
    sendPart(path, 0, 900_000);
    await expect.poll(() => partSize(path)).toBe(900_000);
    // As a killed process leaves it.
    const left = mkdtempSync(join(tmpdir(), 'holdfast-killed-'));
    for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(left, name));
    await served.close();
    for (const name of readdirSync(left)) renameSync(join(left, name), join(folder, name));
    rmSync(left, { recursive: true });
    await serve();
    const offset = await offsetOf(path);
    expect(offset).toBeGreaterThanOrEqual(MB / 2);
    expect(offset).toBeLessThanOrEqual(900_000);
    expect((await patch(path, offset, FILE.subarray(offset))).status).toBe(204);
    expect(readFileSync(join(folder, idOf(path))).equals(FILE)).toBe(true);
  });

  it('is completed after a restart when the server was killed at its last byte', async () => {
    const path = await begin();
    await patch(path, 0, FILE);
    // As it was before: all bytes, and no counts of them.
    const [file, record] = [join(folder, idOf(path)), join(folder, `${idOf(path)}.begun`)];
    const upload = JSON.parse(readFileSync(`${file}.json`, 'utf8'));
    renameSync(file, `${file}.part`);
    renameSync(`${file}.json`, record);
    writeFileSync(record, JSON.stringify({ ...upload, offset: FILE.length }));
    expect(await offsetOf(path)).toBe(FILE.length);
    expect(await served.store.get(callOf('ann'), idOf(path))).toEqual({ ...upload, path: file });
    expect(readdirSync(folder).length).toBe(2);
  });

  it('may be empty', async () => {
    const path = await begin(0);
    expect(await offsetOf(path)).toBe(0);
    expect(await served.store.get(callOf('ann'), idOf(path))).toMatchObject({ bytes: 0 });
  });

  it('keeps what came when it stalls, and says so with 408', async () => {
    const path = await begin();
    const socket = sendPart(path, 0, 900_000);
    const answer = await new Promise((resolve) => socket.once('data', (data) => resolve(String(data))));
    expect(answer).toMatch(/^HTTP\/1.1 408 .*"code":"TIMED_OUT"/s);
    expect(await offsetOf(path)).toBe(900_000);
  });

  it('keeps what came when the disk is full', async () => {
    const path = await begin();
    freeBytes.mockResolvedValueOnce(Number.POSITIVE_INFINITY).mockResolvedValueOnce(-1);
    const answer = await patch(path, 0, FILE);
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'UNAVAILABLE' }]);
    const offset = await offsetOf(path);
    expect(offset).toBeGreaterThanOrEqual(MB / 2);
    expect((await patch(path, offset, FILE.subarray(offset))).status).toBe(204);
    expect(readFileSync(join(folder, idOf(path))).equals(FILE)).toBe(true);
  });

  it('is removed a day after its last byte', async () => {
    const path = await begin();
    await patch(path, 0, FILE.subarray(0, 1000));
    const expires = (await head(path)).headers.get('upload-expires')!;
    expect(Date.parse(expires) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    const old = new Date(Date.now() - 25 * 3_600_000);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), old, old);
    await served.store.sweep();
    expect(readdirSync(folder)).toEqual([]);
    expect((await head(path)).status).toBe(404);
  });
});

describe('an upload in parts is refused', () => {
  it.each([
    ['another analyst', 'bob', 404],
    ['an administrator', 'root', 404],
    ['a viewer', 'eve', 403],
    ['a stranger', 'nobody', 401],
  ] as const)('to %s, who cannot see, continue or end it', async (_who, name, status) => {
    const path = await begin();
    expect((await head(path, name)).status).toBe(status);
    expect((await patch(path, 0, FILE, name)).status).toBe(status);
    for (const address of [path, `/uploads/${idOf(path)}`]) {
      const answer = await ask('DELETE', address, name);
      expect([answer.status, await answer.json()]).toMatchObject([status, { code: expect.any(String) }]);
    }
    expect(await offsetOf(path)).toBe(0);
  });

  it('at another byte than the next, naming both', async () => {
    const path = await begin();
    const answer = await patch(path, 5, FILE);
    expect([answer.status, await answer.json()]).toEqual([
      409,
      { code: 'CONFLICT', message: 'The request continues at byte 5; the upload has 0 bytes.' },
    ]);
  });

  it('beyond the bytes that were announced', async () => {
    const path = await begin(1000);
    const answer = await patch(path, 0, FILE.subarray(0, 2000));
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'UPLOAD_TOO_LARGE' }]);
  });

  it('where it is too large, over the quota with all its bytes, or does not fit on the disk', async () => {
    const post = async (bytes: number) => {
      const answer = await ask('POST', '/uploads/resumable', 'ann', { 'upload-length': String(bytes) });
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    expect(await post(5 * MB)).toEqual([413, 'UPLOAD_TOO_LARGE']);
    await begin(4 * MB);
    expect(await post(3 * MB)).toEqual([413, 'UPLOAD_QUOTA_EXCEEDED']);
    freeBytes.mockResolvedValueOnce(1000);
    expect(await post(2000)).toEqual([503, 'UNAVAILABLE']);
    expect(readdirSync(folder).length).toBe(2);
  });

  it.each([
    ['another version', 'POST', { 'tus-resumable': '0.2' }, 412],
    ['no length', 'POST', {}, 400],
    ['no whole number', 'POST', { 'upload-length': '-1' }, 400],
  ] as const)('with %s', async (_what, method, headers, status) => {
    const answer = await ask(method, '/uploads/resumable', 'ann', headers);
    expect([answer.status, await answer.json()]).toMatchObject([status, { code: 'BAD_USER_INPUT' }]);
  });

  it('with another content type', async () => {
    const path = await begin();
    const answer = await ask(
      'PATCH',
      path,
      'ann',
      { 'upload-offset': '0', 'content-type': 'text/csv' },
      FILE,
    );
    expect([answer.status, await answer.json()]).toMatchObject([415, { code: 'BAD_USER_INPUT' }]);
  });
});

it('ends at the wish of its sender, at either address, also while it is sent', async () => {
  for (const addressOf of [(path: string) => path, (path: string) => `/uploads/${idOf(path)}`]) {
    const path = await begin();
    sendPart(path, 0, 900_000);
    await expect.poll(() => partSize(path)).toBe(900_000);
    expect((await ask('DELETE', addressOf(path), 'ann')).status).toBe(204);
    expect(readdirSync(folder)).toEqual([]);
    expect((await head(path)).status).toBe(404);
  }
});

it('says what it can do', async () => {
  const { status, headers } = await ask('OPTIONS', '/uploads/resumable', 'ann', { 'tus-resumable': '' });
  expect([status, headers.get('tus-version'), headers.get('tus-extension')]).toEqual([
    204,
    '1.0.0',
    'creation,expiration,termination',
  ]);
});
