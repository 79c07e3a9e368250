import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseParts, leftOfBackups } from '../src/app.js';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { keptTables } from '../src/platform/backup/kept-tables.js';
import { loadBackup } from '../src/platform/backup/load-backup.js';
import { takeBackup } from '../src/platform/backup/take-backup.js';
import { readConfig } from '../src/platform/config.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { restoreBackup } from '../src/restore-backup.js';
import { findInconsistencies } from './consistency.js';
import { emptyDatabase } from './empty-database.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const sample = generateSample({ size: 400 });
/** Erased after the backup, and only then: one by one, and one who is known by a rejected row alone. */
const ERASED = ['Wilhelmina-1874', 'Balthasar-1902'];

let app: TestApp;
let folder: string;
let file: string;
let datasetId: string;
let before: Record<string, string>;

beforeAll(async () => {
  app = await createTestApp();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-backup-'));
  file = join(folder, 'backup.tar.gz');
  const lines = [...sampleCsv(sample.customers)].join('').trimEnd().split('\n');
  lines[5] = lines[5]!.replace(/^[^,]*/, ERASED[0]!);
  // Too many fields: a line that is no customer.
  lines.push(`${ERASED[1]},1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30`);
  datasetId = await importCsv(app, lines.join('\n'), { analyse: true });
  await app.idle(datasetId);
  before = await contents(app.databaseUrl);
  await takeBackup(
    { ownerUrl: app.databaseUrl, dataDir: app.storage.dataDir, remote: null, ...leftOfBackups },
    file,
  );
  for (const externalId of ERASED) {
    const { eraseCustomer } = await app.query<{ eraseCustomer: { userErrors: unknown[] } }>(
      'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { userErrors { message } } }',
      { input: { datasetId, externalId } },
    );
    expect(eraseCustomer.userErrors).toEqual([]);
  }
  await app.idle(datasetId);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What is in each table that a backup keeps, as one hash. */
async function contents(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found: Record<string, string> = {};
  for (const { name, quoted } of await keptTables(client, leftOfBackups.leftTables)) {
    const { rows } = await client.query(
      `select md5(string_agg(t::text, '' order by t::text)) as hash from ${quoted} t`,
    );
    found[name] = rows[0].hash;
  }
  await client.end();
  return found;
}

describe('a backup', () => {
  it('brings everything back as it was, but for whoever was erased since', async () => {
    const database = await emptyDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-restored-'));
    cpSync(join(app.storage.dataDir, 'erasures.log'), join(dataDir, 'erasures.log'));
    const said = await restoreBackup(file, { ...readConfig({}), databaseUrl: database.url, dataDir });
    expect(said).toMatch(/^Everything is as it was at .*\nErased again: 2/);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const ask = async <T>(statement: string) => (await client.query(statement)).rows as T[];
    const count = await ask<{ count: string }>('select count(*) from customers');
    expect(count).toEqual([{ count: '399' }]);
    expect(await findInconsistencies(ask, dataDir)).toEqual([]);
    const dump =
      JSON.stringify(await ask('select * from customers')) +
      JSON.stringify(await ask('select * from rejected_rows'));
    for (const id of ERASED) expect(dump).not.toContain(id);
    await client.end();
    const verified = execFileSync(process.execPath, [join(import.meta.dirname, '../dist/verify-audit.js')], {
      env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir },
      encoding: 'utf8',
    });
    expect(verified).toMatch(/events/);
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('holds every row and every file as they were, however they hang together', async () => {
    const database = await emptyDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-restored-'));
    const tables = await createDataSource(database.url, databaseParts, 1).initialize();
    await tables.runMigrations({ transaction: 'each' });
    await tables.destroy();
    await loadBackup(file, database.url, { dataDir, remote: null });
    expect(await contents(database.url)).toEqual(before);
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is for the eyes of its owner, and holds no session', () => {
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(leftOfBackups.leftTables).toContain('auth.session');
  });

  it('is an archive that tar reads', () => {
    const listed = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' }).trim().split('\n');
    expect(listed[0]).toBe('backup.json');
    expect(listed.at(-1)).toBe('end.json');
    expect(listed).toContain('tables/public.customers/000001');
    expect(listed.some((name) => name.startsWith('files/snapshots/'))).toBe(true);
    expect(listed.some((name) => /erasures|postgres/.test(name))).toBe(false);
  });
});

describe('a restore', () => {
  const refusal = (path: string, config = {}) =>
    restoreBackup(path, { ...readConfig({}), dataDir: folder, ...config }).then(
      () => 'restored',
      (error: Error) => error.message,
    );

  it('refuses a file that is damaged, cut off or something else, before it does anything', async () => {
    const bytes = readFileSync(file);
    const flipped = Buffer.from(bytes);
    flipped[bytes.length >> 1]! ^= 0xff;
    for (const [name, content] of [
      ['flipped', flipped],
      ['cut', bytes.subarray(0, bytes.length - 500)],
      ['text', Buffer.from('id,name\n1,Anna')],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, content);
      expect(await refusal(path)).toMatch(/cannot be read as a backup: /);
    }
    expect(existsSync(join(folder, 'postgres'))).toBe(false);
  });

  it('refuses a database that has something in it', async () => {
    expect(await refusal(file, { databaseUrl: app.databaseUrl })).toMatch(
      /^The database has \d+ tables already/,
    );
  });
});

it('is taken of an embedded database while it serves, and restored into another folder', async () => {
  const [from, to] = [mkdtempSync(join(tmpdir(), 'holdfast-a-')), mkdtempSync(join(tmpdir(), 'holdfast-b-'))];
  const program = (name: string, dataDir: string) =>
    execFileSync(
      process.execPath,
      [join(import.meta.dirname, `../dist/${name}.js`), join(folder, 'own.tar.gz')],
      {
        env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: undefined },
        encoding: 'utf8',
      },
    );
  const { startServer } = await import('../src/start-server.js');
  const { openFrontDoor } = await import('../src/platform/http/front-door.js');
  const start = async (dataDir: string) => {
    const door = await openFrontDoor('127.0.0.1', 0);
    const server = await startServer({ ...readConfig({}), dataDir, sampleData: false }, door, []);
    return { server, url: door.url };
  };
  const first = await start(from);
  expect(program('backup', from)).toMatch(/holds \d+ rows and 1 files as of /);
  await first.server.stop();
  expect(program('restore', to)).toMatch(/^Everything is as it was/);
  const key = readFileSync(join(from, 'admin-api-key'), 'utf8');
  expect(readFileSync(join(to, 'admin-api-key'), 'utf8')).toBe(key);
  const second = await start(to);
  const answer = await fetch(`${second.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key.trim()}`, 'content-type': 'application/json' },
    body: '{"query":"{ viewer { role } }"}',
  });
  expect(await answer.json()).toMatchObject({ data: { viewer: { role: 'ADMIN' } } });
  await second.server.stop();
  for (const dataDir of [from, to]) rmSync(dataDir, { recursive: true, force: true });
});
