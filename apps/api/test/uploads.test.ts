import fs, { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../src/platform/call/caller.js';
import { type ServedUploads, serveUploads } from './serve-uploads.js';

const MB = 1024 ** 2;
const freeBytes = vi.fn(async () => Number.POSITIVE_INFINITY);
const CALLERS: Record<string, Caller> = {
  ann: { id: 'ann', email: null, role: 'ANALYST', scope: null },
  bob: { id: 'bob', email: null, role: 'ANALYST', scope: new Set(['a dataset']) },
  eve: { id: 'eve', email: null, role: 'VIEWER', scope: null },
};

let folder: string;
let served: ServedUploads;
let socket: Socket | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-uploads-'));
  served = await serveUploads(folder, CALLERS, {
    bounds: { uploadBytes: 4 * MB, uploadQuota: 6 * MB, diskReserve: 0 },
    stepBytes: MB,
    freeBytes,
    pace: { bytes: 1000, milliseconds: 300 },
    drainMs: 300,
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  socket?.destroy();
  await served.close();
  rmSync(folder, { recursive: true });
});

const as = (name: string) => ({ authorization: name });
/** Chunks of a megabyte, without a length. */
const stream = (megabytes: number) =>
  Readable.toWeb(Readable.from(Array.from({ length: megabytes }, () => Buffer.alloc(MB, 'a\n'))));
const post = (body: NonNullable<RequestInit['body']>, name = 'ann') =>
  fetch(`${served.url}/uploads?filename=a.csv`, {
    method: 'POST',
    headers: as(name),
    body,
    duplex: 'half',
  } as RequestInit);
const idOf = async (answer: Response) => ((await answer.json()) as { uploadId: string }).uploadId;
const remove = (id: string, name: string) =>
  fetch(`${served.url}/uploads/${id}`, { method: 'DELETE', headers: as(name) });

/** Everything that comes on a socket after this was sent, until it closes. */
function converse(head: string, body = ''): Promise<string> {
  const { hostname, port } = new URL(served.url);
  const opened = connect(Number(port), hostname);
  socket = opened;
  opened.write(`${head}\r\n\r\n${body}`);
  return new Promise((resolve) => {
    let answer = '';
    opened.on('data', (chunk) => (answer += chunk));
    opened.on('error', () => {});
    opened.once('close', () => resolve(answer));
  });
}
const HEAD = 'POST /uploads?filename=a.csv HTTP/1.1\r\nhost: x\r\nauthorization: ann';

describe('an upload that is refused while it streams is answered with code and message', () => {
  it.each([
    ['too large', 5, 413, 'UPLOAD_TOO_LARGE', /has \d+ bytes or more; it may have 4194304/],
    [
      'over the quota',
      4,
      413,
      'UPLOAD_QUOTA_EXCEEDED',
      /would have \d+ bytes.*they may have 6291456.*DELETE/,
    ],
  ] as const)('%s', async (_case, megabytes, status, code, message) => {
    await post(Buffer.alloc(3 * MB, 'a\n'));
    const before = readdirSync(folder);
    const answer = await post(stream(megabytes), code === 'UPLOAD_TOO_LARGE' ? 'bob' : 'ann');
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ code, message: expect.stringMatching(message) });
    expect(readdirSync(folder)).toEqual(before);
  });

  it('without space on the disk', async () => {
    vi.spyOn(fs, 'write').mockImplementation(((...given: unknown[]) => {
      (given.at(-1) as (error: Error) => void)(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
    }) as never);
    const answer = await post(stream(3));
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'UNAVAILABLE' }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('when the reserve of the disk is reached', async () => {
    freeBytes.mockResolvedValueOnce(MB).mockResolvedValueOnce(MB).mockResolvedValueOnce(-1);
    const answer = await post(stream(3));
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      code: 'UNAVAILABLE',
      message:
        'The server has -1 bytes of disk space left, of which it keeps 0; the upload needs some more. Try again when there is more space.',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('to a client that sends everything before it reads', async () => {
    const chunk = 'x'.repeat(5 * MB);
    const answer = await converse(
      `${HEAD}\r\nconnection: close\r\ntransfer-encoding: chunked`,
      `500000\r\n${chunk}\r\n0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 .*"code":"UPLOAD_TOO_LARGE"/s);
  });
});

describe('an upload that cannot fit is refused at the start', () => {
  it('by the disk', async () => {
    freeBytes.mockResolvedValueOnce(1000);
    const answer = await post(Buffer.alloc(2000));
    expect([answer.status, await answer.json()]).toEqual([
      503,
      {
        code: 'UNAVAILABLE',
        message:
          'The server has 1000 bytes of disk space left, of which it keeps 0; the upload needs 2000 more. Try again when there is more space.',
      },
    ]);
  });

  it('by the quota, of which the others keep theirs', async () => {
    await post(Buffer.alloc(3 * MB));
    expect(await (await post(Buffer.alloc(4 * MB))).json()).toMatchObject({ code: 'UPLOAD_QUOTA_EXCEEDED' });
    expect((await post(Buffer.alloc(4 * MB), 'bob')).status).toBe(201);
  });

  it('by the quota where many small ones wait, and not after some are gone', async () => {
    const ids = [];
    for (let n = 0; n < 6; n += 1) ids.push(await idOf(await post('a,b\n')));
    expect((await post('a,b\n')).status).toBe(413);
    expect((await remove(ids[0]!, 'ann')).status).toBe(204);
    expect((await post('a,b\n')).status).toBe(201);
  });

  it('by what is announced by uploads under way', async () => {
    const under = converse(`${HEAD}\r\ncontent-length: ${4 * MB}`, 'a');
    await expect.poll(() => readdirSync(folder).length).toBe(1);
    expect((await post(Buffer.alloc(3 * MB))).status).toBe(413);
    expect(await under).toContain('TIMED_OUT');
    expect((await post(Buffer.alloc(3 * MB))).status).toBe(201);
  });
});

describe('a body that comes slowly', () => {
  it('is ended with 408 and both sides when it stalls, and leaves nothing', async () => {
    const answer = await converse(`${HEAD}\r\ncontent-length: 5000`, 'x'.repeat(1500));
    expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout/);
    expect(answer).toMatch(
      /"code":"TIMED_OUT","message":"The body brought \d+ bytes in 0.3 s; it must bring 1000/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('may take any time as long as it comes', async () => {
    const answered = converse(`${HEAD}\r\nconnection: close\r\ncontent-length: 32000`);
    for (let sent = 0; sent < 32_000; sent += 1000) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket!.write('x'.repeat(1000));
    }
    expect(await answered).toMatch(/^HTTP\/1.1 201 /);
  });

  it('of a stranger holds no socket: it is answered, read for a while, and cut', async () => {
    const begun = performance.now();
    const answer = await converse(`${HEAD.replace('ann', 'nobody')}\r\ncontent-length: 5000`, 'x');
    expect(answer).toMatch(/^HTTP\/1.1 401 .*"code":"UNAUTHENTICATED"/s);
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('keeps its connection for the next request when its rest comes in time', async () => {
    const answered = converse(`${HEAD.replace('ann', 'nobody')}\r\ncontent-length: 5`, 'abc');
    await new Promise((resolve) => socket!.once('data', resolve));
    socket!.write(
      `deDELETE /uploads/x HTTP/1.1\r\nhost: x\r\nauthorization: ann\r\nconnection: close\r\n\r\n`,
    );
    expect(await answered).toMatch(/401 Unauthorized.*404 Not Found/s);
  });
});

it('is answered in JSON even where it is not HTTP', async () => {
  const answer = await converse(`${HEAD}\r\ntransfer-encoding: chunked`, 'zzz\r\n');
  expect(answer).toMatch(/^HTTP\/1.1 400 .*"code":"BAD_USER_INPUT","message":"The request is not HTTP/s);
  await expect.poll(() => readdirSync(folder)).toEqual([]);
});

describe('an upload that is not wanted', () => {
  it.each([
    ['whoever sent it', 'bob', 'bob', 204],
    ['an analyst of everything', 'bob', 'ann', 204],
    ['not an analyst of some datasets', 'ann', 'bob', 404],
    ['not a viewer', 'ann', 'eve', 403],
  ] as const)('is removed by %s', async (_who, owner, other, status) => {
    const id = await idOf(await post('a,b\n1,2\n', owner));
    expect((await remove(id, other)).status).toBe(status);
    expect(readdirSync(folder).length).toBe(status === 204 ? 0 : 2);
  });

  it('is not found twice, nor under a path', async () => {
    const id = await idOf(await post('a,b\n1,2\n'));
    expect((await remove(id, 'ann')).status).toBe(204);
    expect((await remove(id, 'ann')).status).toBe(404);
    expect((await remove('..%2Fx', 'ann')).status).toBe(404);
  });
});
