import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartupError } from '../../errors/startup-error.js';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded-postgres.js';
import { readPostmaster } from './postmaster.js';
import { isAlive } from './process-identity.js';

let folder: string;
let parent: string;
const running: EmbeddedPostgres[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'holdfast-pg-'));
  folder = join(parent, 'postgres');
});
afterEach(async () => {
  for (const database of running.splice(0)) await database.stop();
  rmSync(parent, { recursive: true, force: true });
});

async function start(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres(folder, { durable: false, ...options });
  running.push(database);
  return database;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was written from one start to the next, behind a password that is private', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(statSync(`${folder}.password`).mode & 0o777).toBe(0o600);
    const wrong = second.url.replace(/:[^:@]+@/, ':wrong@');
    await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it.each([
    ['no capability where it reaches its files', 0o711, 0],
    ['the one that reads past private folders, where its files lie below one', 0o700, 1 << 2],
  ])('has %s', async (_what, mode, asRoot) => {
    chmodSync(parent, mode);
    await start();
    const status = readFileSync(`/proc/${readPostmaster(folder)!.pid}/status`, 'utf8');
    const [, effective] = /CapEff:\s+(\w+)/.exec(status)!;
    expect(Number.parseInt(effective!, 16)).toBe(process.getuid!() === 0 ? asRoot : 0);
  });

  it('is shared by a second start on the same folder, which leaves it running', async () => {
    const [owner, guest] = [await start(), await start()];
    expect(guest.url).toBe(owner.url);
    await guest.stop();
    expect(await query(owner.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'starts again at the same address after a %s, with everything that was committed',
    async (signal) => {
      let restarts = 0;
      const database = await start({ durable: true, onRestart: () => void restarts++ });
      await query(database.url, 'create table kept as select 42 as answer');
      process.kill(readPostmaster(folder)!.pid, signal);
      await expect
        .poll(() => query(database.url, 'select answer from kept').catch(() => []), { timeout: 30_000 })
        .toEqual([{ answer: 42 }]);
      expect(restarts).toBe(1);
      expect(await Promise.race([database.lost, delay(100, 'not lost')])).toBe('not lost');
    },
  );

  it('says so when it cannot be started again', async () => {
    const database = await start();
    truncateSync(join(folder, 'global', 'pg_control'), 100);
    process.kill(readPostmaster(folder)!.pid, 'SIGKILL');
    expect(await database.lost).toMatch(
      /^The database has stopped and cannot be started again\. .*pg_control/,
    );
  });

  it('says so when it stops again and again', async () => {
    let restarts = 0;
    const database = await start({ onRestart: () => void restarts++ });
    const stopAgain = setInterval(() => {
      const postmaster = readPostmaster(folder);
      if (postmaster?.ready) process.kill(postmaster.pid, 'SIGINT');
    }, 50);
    expect(await database.lost).toBe('The database has stopped 4 times, each within a minute.');
    clearInterval(stopAgain);
    expect(restarts).toBe(3);
  });

  it('restarts after its process was killed, with everything that was committed', async () => {
    const program = `
      const { startEmbeddedPostgres } = await import('./src/platform/database/embedded/embedded-postgres.ts');
      const { url } = await startEmbeddedPostgres(process.argv[1], { durable: false });
      console.log(url);
    `;
    const root = join(import.meta.dirname, '../../../..');
    const loader = ['--import', '@swc-node/register/esm-register', '--input-type=module'];
    const child = spawn(process.execPath, [...loader, '-e', program, folder], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = (await once(child.stdout, 'data')).map(String);
    await query(url!.trim(), 'create table kept as select 42 as answer');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const database = await start();
    expect(await query(database.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('leaves alone a process that reused the pid of its dead server', async () => {
    await (await start()).stop();
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(
      join(folder, 'postmaster.pid'),
      `${bystander.pid}\n${folder}\n1\n5432\n\n127.0.0.1\n\nready\n`,
    );
    await start();
    await delay(50);
    expect(isAlive(bystander.pid!)).toBe(true);
    bystander.kill();
  });
});

describe('a data folder that cannot be used', () => {
  it('is refused in one line if it holds something else', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await expect(start()).rejects.toThrow(/is damaged: it is not empty and contains no PG_VERSION\./);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('is refused if another major version created it, with both versions', async () => {
    await (await start()).stop();
    writeFileSync(join(folder, 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toThrow(/was created by PostgreSQL 15; this is PostgreSQL 18\./);
  });

  it('is refused if its password is missing', async () => {
    await (await start()).stop();
    rmSync(`${folder}.password`);
    await expect(start()).rejects.toThrow(/its password file .* is missing\./);
  });

  it("is refused with PostgreSQL's own reason, and can be claimed again", async () => {
    await (await start()).stop();
    truncateSync(join(folder, 'global', 'pg_control'), 100);
    const refusal = start();
    await expect(refusal).rejects.toBeInstanceOf(StartupError);
    await expect(refusal).rejects.toThrow(/failed to start: .*pg_control/);
    await expect(start()).rejects.toThrow(/pg_control/);
  });
});
