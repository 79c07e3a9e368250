import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type LocalBucket, startLocalBucket } from '../../../test/local-bucket.js';
import type { FileStore } from './file-store.js';
import { LocalFiles } from './local-files.js';
import { openFiles } from './open-files.js';
import { S3Files } from './s3-files.js';

let bucket: LocalBucket;
let folder: string;
beforeAll(async () => {
  bucket = await startLocalBucket();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-files-'));
});
afterAll(async () => {
  await bucket.stop();
  rmSync(folder, { recursive: true, force: true });
});

let turn = 0;
let own: string;
beforeEach(() => {
  own = mkdtempSync(join(folder, `${++turn}-`));
});

function written(content: string): string {
  const path = join(own, `written-${Math.random()}`);
  writeFileSync(path, content);
  return path;
}

const STORES: Record<string, () => FileStore> = {
  'a folder': () => new LocalFiles(join(own, 'store')),
  'a bucket': () => new S3Files({ ...bucket.config, prefix: `${turn}/` }, join(own, 'cache')),
};

describe.each(Object.entries(STORES))('%s', (_kind, open) => {
  it('gives back what was put, to work with, in place and to send', async () => {
    const store = open();
    await store.put('snapshots/one/a.parquet', written('the bytes'));
    const lent = join(own, 'lent');
    expect(await store.lend('snapshots/one/a.parquet', lent)).toBe(true);
    expect(readFileSync(lent, 'utf8')).toBe('the bytes');
    expect(readFileSync((await store.locate('snapshots/one/a.parquet'))!, 'utf8')).toBe('the bytes');
    const opened = await store.open('snapshots/one/a.parquet');
    expect([opened!.bytes, await text(opened!.stream)]).toEqual([9, 'the bytes']);
  });

  it('keeps what it has, whatever becomes of the file that was put and of the one that was lent', async () => {
    const store = open();
    const from = written('the bytes');
    await store.put('a', from);
    rmSync(from);
    await store.lend('a', join(own, 'lent'));
    rmSync(join(own, 'lent'));
    expect(await text((await store.open('a'))!.stream)).toBe('the bytes');
  });

  it('removes a folder with all that is in it, and nothing else', async () => {
    const store = open();
    for (const name of ['f/a', 'f/g/b', 'fa']) await store.put(name, written('x'));
    await store.removeFolder('f');
    await store.removeFolder('f');
    expect(await store.list('f')).toEqual([]);
    expect(await text((await store.open('fa'))!.stream)).toBe('x');
  });

  it('has nothing where nothing was put, and nothing once it was removed', async () => {
    const store = open();
    expect(await store.lend('a/b', join(own, 'lent'))).toBe(false);
    expect(await store.open('a/b')).toBeNull();
    await store.put('a/b', written('x'));
    await store.lend('a/b', join(own, 'lent'));
    await store.remove('a/b');
    await store.remove('a/b');
    rmSync(join(own, 'lent'));
    expect(await store.lend('a/b', join(own, 'lent'))).toBe(false);
    expect(await store.open('a/b')).toBeNull();
  });

  it('lists the files below a folder, and no others', async () => {
    const store = open();
    for (const name of ['a/1', 'a/deep/2', 'ab/3', 'b']) await store.put(name, written(name));
    expect((await store.list('a')).sort()).toEqual(['a/1', 'a/deep/2']);
    expect(await store.list('nowhere')).toEqual([]);
  });

  it('holds an empty file', async () => {
    const store = open();
    await store.put('empty', written(''));
    const opened = await store.open('empty');
    expect([opened!.bytes, await text(opened!.stream)]).toEqual([0, '']);
  });
});

describe('a bucket', () => {
  const config = () => ({ ...bucket.config, prefix: `${turn}/` });
  const cached = () => readdirSync(join(own, 'cache'));

  it('is read once for a file that is worked with again, also by several at once', async () => {
    const store = new S3Files(config(), join(own, 'cache'));
    await store.put('a', written('the bytes'));
    const lent = [1, 2, 3].map((n) => join(own, `lent-${n}`));
    expect(await Promise.all(lent.map((to) => store.lend('a', to)))).toEqual([true, true, true]);
    expect(cached()).toHaveLength(1);
    // What is in the bucket is gone; a copy is here.
    await new S3Files(config(), join(own, 'another cache')).remove('a');
    expect(await store.lend('a', join(own, 'again'))).toBe(true);
  });

  it('gets a file anew whose copy here was damaged', async () => {
    const store = new S3Files(config(), join(own, 'cache'));
    await store.put('a', written('the bytes'));
    await store.locate('a');
    writeFileSync(join(own, 'cache', cached()[0]!), 'tampered!');
    await store.lend('a', join(own, 'lent'));
    expect(readFileSync(join(own, 'lent'), 'utf8')).toBe('the bytes');
  });

  it('keeps here what was asked for last, up to so many bytes', async () => {
    const store = new S3Files({ ...config(), cacheBytes: 20 }, join(own, 'cache'));
    for (const name of ['a', 'b', 'c']) {
      await store.put(name, written(`${name} has 9 b`));
      await store.locate(name);
    }
    expect(cached()).toHaveLength(2);
    await store.put('large', written('x'.repeat(50)));
    await store.locate('large');
    expect(cached()).toHaveLength(1);
  });

  it('that does not answer is told from a file that is not there', async () => {
    const nowhere = new S3Files({ ...config(), endpoint: 'http://127.0.0.1:1' }, join(own, 'cache'));
    await expect(nowhere.open('a')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(nowhere.put('a', written('x'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(nowhere.list('a')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('lets nobody in who signs with another secret, or nothing at all', async () => {
    const store = new S3Files(config(), join(own, 'cache'));
    await store.put('a', written('the bytes'));
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another');
    onTestFinished(() => void vi.unstubAllEnvs());
    const wrong = new S3Files(config(), join(own, 'another cache'));
    const refused = {
      code: 'UNAVAILABLE',
      message: expect.stringContaining('refused it (SignatureDoesNotMatch)'),
    };
    await expect(wrong.open('a')).rejects.toMatchObject(refused);
    await expect(wrong.put('a', written('x'))).rejects.toMatchObject(refused);
    await expect(wrong.list('a')).rejects.toMatchObject(refused);
    await expect(wrong.remove('a')).rejects.toMatchObject(refused);
    await expect(wrong.lend('a', join(own, 'lent'))).rejects.toMatchObject(refused);
    await expect(openFiles(config(), own)).rejects.toThrow(
      /^The bucket holdfast of STORE cannot be reached \(status 403\)/,
    );
    const { endpoint, prefix } = config();
    const answer = await fetch(`${endpoint}/holdfast/${prefix}a`);
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('AccessDenied')]);
    expect(await text((await store.open('a'))!.stream)).toBe('the bytes');
  });

  it('that is not there is told at the start', async () => {
    await expect(openFiles({ ...config(), bucket: 'another-one' }, own)).rejects.toThrow(
      /^The bucket another-one of STORE cannot be reached/,
    );
  });
});
