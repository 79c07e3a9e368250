import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPostmaster } from '../src/platform/database/embedded/postmaster.js';
import { isAlive } from '../src/platform/database/embedded/process-identity.js';
import { createApiClient } from './client.js';

const MAIN = join(import.meta.dirname, '../dist/main.js');

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'holdfast-process-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(dataDir, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  /** Everything it said so far. */
  said(): string;
  /** Its exit code. */
  readonly exited: Promise<number | null>;
  /** Its URL, once it is ready. */
  readonly url: Promise<string>;
}

/** Starts the built program, as `npm start` does. */
function run(env: Record<string, string> = {}, files: string[] = []): Run {
  const child = spawn(process.execPath, [MAIN, ...files], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, SAMPLE_DATA: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  let output = '';
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const url = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const found = /ready at (\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    exited.then(() => reject(new Error(`It ended: ${output}`)));
  });
  url.catch(() => {});
  return { child, said: () => output, exited, url };
}

describe('the process', () => {
  it('signs the owner in with the link that it prints, and stops with its database on SIGTERM', async () => {
    const first = run();
    const url = await first.url;
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
    const link = /Sign in .*: (\S+)/.exec(first.said())![1]!;
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
    const { pid } = readPostmaster(join(dataDir, 'postgres'))!;
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    expect(isAlive(pid)).toBe(false);

    const key = readFileSync(join(dataDir, 'admin-api-key'), 'utf8');
    const second = run();
    await second.url;
    expect(second.said()).not.toContain('Sign in');
    expect(readFileSync(join(dataDir, 'admin-api-key'), 'utf8')).toBe(key);
  });

  it('shares a new data folder with another that starts at the same time, with one sample between them', async () => {
    const runs = [run({ SAMPLE_DATA: 'true' }), run({ SAMPLE_DATA: 'true' })];
    await Promise.all(runs.map(({ url }) => url));
    for (const { child } of runs) child.kill('SIGTERM');
    // The one whose database it is ends last in order; the other may see it go.
    await Promise.all(runs.map(({ exited }) => exited));
    const { query } = createApiClient(
      await run().url,
      readFileSync(join(dataDir, 'admin-api-key'), 'utf8').trim(),
    );
    expect(await query('{ datasets { totalCount } viewer { role } }')).toEqual({
      datasets: { totalCount: 1 },
      viewer: { role: 'ADMIN' },
    });
  });

  it('starts with a single connection for its requests', async () => {
    const { url } = run({ DATABASE_CONNECTIONS: '1', SAMPLE_DATA: 'true' });
    expect(await (await fetch(`${await url}/readyz`)).json()).toEqual({ status: 'ready' });
  });

  it('stops when its parent process is gone', async () => {
    const { child, url, exited } = run();
    await url;
    child.disconnect();
    expect(await exited).toBe(0);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('starts its database again when that is killed, and nothing that it acknowledged is lost', async () => {
    const { url, said } = run();
    const api = createApiClient(await url, readFileSync(join(dataDir, 'admin-api-key'), 'utf8').trim());
    const { createApiKey } = await api.query<{ createApiKey: { apiKey: { id: string } } }>(
      'mutation { createApiKey(input: { name: "kept", role: VIEWER }) { apiKey { id } } }',
    );
    process.kill(readPostmaster(join(dataDir, 'postgres'))!.pid, 'SIGKILL');
    // It is ready until it has noticed.
    await expect.poll(said, { timeout: 30_000 }).toContain('the database has stopped and is being started');
    await expect.poll(async () => (await fetch(`${await url}/readyz`)).status, { timeout: 30_000 }).toBe(200);
    const { apiKeys } = await api.query<{ apiKeys: { edges: { node: { id: string } }[] } }>(
      '{ apiKeys { edges { node { id } } } }',
    );
    expect(apiKeys.edges.map(({ node }) => node.id)).toContain(createApiKey.apiKey.id);
  });

  it('ends with one line when its database cannot be started again', async () => {
    const { url, exited, said } = run();
    await url;
    truncateSync(join(dataDir, 'postgres', 'global', 'pg_control'), 100);
    process.kill(readPostmaster(join(dataDir, 'postgres'))!.pid, 'SIGKILL');
    expect(await exited).toBe(1);
    expect(said()).toMatch(/The database has stopped and cannot be started again\. .*pg_control/);
  });
});

describe('an impossible start', () => {
  const refusal = async (env: Record<string, string>, files: string[] = []) => {
    const { exited, said } = run(env, files);
    expect(await exited).toBe(1);
    return said();
  };

  it('says that the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await refusal({ PORT: String(port) })).toBe(
      `Port ${port} is in use. Stop the program that uses it, or set PORT to another one.\n`,
    );
    server.close();
  });

  it('says which variable is wrong', async () => {
    expect(await refusal({ SAMPLE_DATA: 'maybe' })).toBe(
      'SAMPLE_DATA is "maybe"; it must be "true" or "false".\n',
    );
  });

  it('says which file is missing', async () => {
    const file = join(dataDir, 'none.csv');
    expect(await refusal({}, [file])).toBe(`${file} does not exist; give the path of a file of customers.\n`);
  });

  it('says that the data folder is damaged, or not a folder', async () => {
    writeFileSync(join(dataDir, 'file'), '');
    expect(await refusal({ DATA_DIR: join(dataDir, 'file') })).toMatch(
      /^The data folder .* cannot be written \(\w+\)\.\n$/,
    );
  });
});
