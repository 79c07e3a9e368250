import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import copy from 'pg-copy-streams';
import { createConnection } from '../database/connections.js';
import { StartupError } from '../errors/startup-error.js';
import type { FileStore } from '../files/file-store.js';
import {
  type BackupEnd,
  type BackupHead,
  END_FILE,
  FILES_FOLDER,
  HEAD_FILE,
  type KeptTable,
  keptTables,
  REMOTE_FOLDERS,
  TABLES_FOLDER,
} from './kept-tables.js';
import { readTar, type TarEntry } from './tar.js';

/** Where the files of a backup go. */
export interface FilesPlace {
  readonly dataDir: string;
  /** The store where it is another machine's; null where its files are in the data folder. */
  readonly remote: FileStore | null;
}

/**
 * Reads a backup from its beginning to its end, before anything is done by it, and answers with what it says of itself.
 * @throws StartupError for what is none, is damaged or ends too early
 */
export async function checkBackup(path: string): Promise<BackupHead> {
  let head: BackupHead | undefined;
  let last = '';
  try {
    for await (const { name, body } of entriesOf(path)) {
      last = name;
      if (name === HEAD_FILE) head = JSON.parse(await textOf(body)) as BackupHead;
      if (head?.holdfast !== 1) throw new Error('it is none of Holdfast, or of a later version');
    }
    if (last !== END_FILE) throw new Error('it has no end');
  } catch (cause) {
    throw new StartupError(`${path} cannot be read as a backup: ${(cause as Error).message}.`, { cause });
  }
  return head!;
}

/**
 * Loads a backup into the empty tables of its own version: all of them in one transaction, with the checks between them made
 * at its end. Files come first; without the tables they belong to nobody.
 * @throws StartupError if it is incomplete or damaged, and then the tables are as they were
 */
export async function loadBackup(path: string, ownerUrl: string, into: FilesPlace): Promise<void> {
  const client = createConnection(ownerUrl, 'holdfast restore');
  await client.connect();
  try {
    await client.query('begin');
    const guards = await takeGuardsOff(client);
    const tables = await keptTables(client, []);
    await client.query(`truncate ${tables.map(({ quoted }) => quoted).join(', ')}`);
    await loadEntries(client, path, tables, into);
    for (const statement of guards) await client.query(statement);
    await client.query('commit');
    await client.query('analyze');
  } catch (error) {
    const { message } = error as Error;
    throw new StartupError(`${path} was not restored, and the database is as it was: ${message}.`, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}

async function loadEntries(
  client: pg.Client,
  path: string,
  tables: readonly KeptTable[],
  into: FilesPlace,
): Promise<void> {
  const rows: Record<string, number> = {};
  let files = 0;
  let end: BackupEnd | undefined;
  const columns = new Map<string, readonly string[]>();
  let copying: { table: string; stream: ReturnType<typeof copy.from>; done: Promise<void> } | undefined;
  const finish = async () => {
    if (copying === undefined) return;
    copying.stream.end();
    await copying.done;
    rows[copying.table] = copying.stream.rowCount;
    copying = undefined;
  };
  for await (const { name, body } of entriesOf(path)) {
    const table = name.startsWith(TABLES_FOLDER) ? name.split('/')[1]! : null;
    if (table !== copying?.table) await finish();
    if (name === HEAD_FILE) {
      const head = JSON.parse(await textOf(body)) as BackupHead;
      for (const kept of head.tables) columns.set(kept.name, kept.columns);
    } else if (name === END_FILE) end = JSON.parse(await textOf(body)) as BackupEnd;
    else if (name.startsWith(FILES_FOLDER)) {
      await writeFileOf(body, into, name.slice(FILES_FOLDER.length));
      files++;
    } else if (table !== null) {
      copying ??= begin(client, table, tables, columns);
      for await (const chunk of body) await write(copying, chunk);
    }
  }
  await finish();
  if (end === undefined) throw new Error('it has no end');
  const counted = Object.entries(end.rows).filter(([table, count]) => (rows[table] ?? 0) !== count);
  if (counted.length > 0)
    throw new Error(`${counted[0]![0]} has ${rows[counted[0]![0]]} rows; it must have ${counted[0]![1]}`);
  if (files !== end.files) throw new Error(`it holds ${files} files; it must hold ${end.files}`);
  for (const { name, value } of end.sequences) await client.query('select setval($1, $2)', [name, value]);
}

function begin(
  client: pg.Client,
  name: string,
  tables: readonly KeptTable[],
  columns: ReadonlyMap<string, readonly string[]>,
) {
  const table = tables.find((known) => known.name === name);
  if (table === undefined) throw new Error(`it has the table ${name}, which is not known`);
  const stream = client.query(
    copy.from(`copy ${table.quoted} (${columns.get(name)!.join(', ')}) from stdin`),
  );
  const done = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
  });
  done.catch(() => {});
  return { table: name, stream, done };
}

async function write(
  { stream, done }: { stream: ReturnType<typeof copy.from>; done: Promise<void> },
  chunk: Buffer,
): Promise<void> {
  if (stream.write(chunk)) return;
  await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), done]);
}

/** Takes triggers and foreign keys off, and answers with the statements that put them back. */
async function takeGuardsOff(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ off: string; on: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as off,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as on
     from pg_constraint where contype = 'f' and connamespace::regnamespace::text !~ '^(pg_|graphile_worker)'
     union all
     select format('alter table %s disable trigger %I', tgrelid::regclass, tgname),
       format('alter table %s enable %s trigger %I', tgrelid::regclass, case tgenabled when 'A' then 'always' else '' end, tgname)
     from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not tgisinternal and tgenabled <> 'D' and c.relnamespace::regnamespace::text !~ '^(pg_|graphile_worker)'`,
  );
  for (const { off } of rows) await client.query(off);
  return rows.map(({ on }) => on);
}

async function writeFileOf(
  body: AsyncIterable<Buffer>,
  { dataDir, remote }: FilesPlace,
  name: string,
): Promise<void> {
  const path = normalize(join(dataDir, name));
  if (!path.startsWith(join(dataDir, '/'))) throw new Error(`"${name}" lies outside the data folder`);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline(body, createWriteStream(path, { mode: 0o600, flush: true }));
  if (remote === null || !REMOTE_FOLDERS.some((folder) => name.startsWith(`${folder}/`))) return;
  await remote.put(name, path);
  await rm(path, { force: true });
}

function entriesOf(path: string): AsyncGenerator<TarEntry> {
  const unpacked = createGunzip();
  pipeline(createReadStream(path), unpacked).catch(() => {});
  return readTar(unpacked as AsyncIterable<Buffer>);
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  return (await buffer(body)).toString('utf8');
}
