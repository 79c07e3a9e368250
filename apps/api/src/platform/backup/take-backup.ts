import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type pg from 'pg';
import copy from 'pg-copy-streams';
import { createConnection } from '../database/connections.js';
import type { FileStore } from '../files/file-store.js';
import { ArchiveWriter } from './archive-writer.js';
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

/** Bytes of a table that are one file of the archive. */
const PART_BYTES = 8 * 1024 * 1024;

/** What is backed up. */
export interface BackupSource {
  /** The database, by the role that owns its tables. */
  readonly ownerUrl: string;
  readonly dataDir: string;
  /** The store where it is another machine's; null where its files are in the data folder. */
  readonly remote: FileStore | null;
  /** Tables that are left out, with their schema. */
  readonly leftTables: readonly string[];
  /** Names in the data folder that are left out, as regular expressions say. */
  readonly leftFiles: readonly RegExp[];
}

/** What a backup holds. */
export interface BackupReport {
  readonly takenAt: string;
  readonly rows: number;
  readonly files: number;
}

/**
 * Writes all tables as they are at one moment, and the files of the data folder, into one archive. Anything may go on
 * meanwhile: column files never change, and one that is removed in between is made again from the tables when it is missed.
 */
export async function takeBackup(source: BackupSource, path: string): Promise<BackupReport> {
  const client = createConnection(source.ownerUrl, 'holdfast backup');
  await client.connect();
  const archive = new ArchiveWriter(path);
  try {
    await client.query('begin transaction isolation level repeatable read, read only');
    const tables = await keptTables(client, source.leftTables);
    const head = await headOf(client, tables);
    await archive.add(HEAD_FILE, json(head));
    const files = await addFiles(archive, source);
    const rows: Record<string, number> = {};
    for (const table of tables) rows[table.name] = await addTable(archive, client, table);
    const end: BackupEnd = { rows, files, sequences: await sequencesOf(client) };
    await archive.add(END_FILE, json(end));
    await archive.close();
    return { takenAt: head.takenAt, files, rows: Object.values(rows).reduce((sum, count) => sum + count, 0) };
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    await client.end();
  }
}

async function headOf(client: pg.Client, tables: readonly KeptTable[]): Promise<BackupHead> {
  const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at');
  const migrations = await client.query<{ name: string }>('select name from public.migrations order by id');
  return {
    holdfast: 1,
    takenAt: rows[0]!.at.toISOString(),
    migrations: migrations.rows.map(({ name }) => name),
    tables: tables.map(({ name, columns }) => ({ name, columns })),
  };
}

async function addFiles(
  archive: ArchiveWriter,
  { dataDir, leftFiles, remote }: BackupSource,
): Promise<number> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(dataDir, join(parentPath, name)).replaceAll('\\', '/'))
    .filter((name) => !leftFiles.some((pattern) => pattern.test(name)))
    // What is shared is not here, and uploads that wait are on any machine.
    .filter((name) => remote === null || !/^(snapshots|exports|uploads)\//.test(name))
    .sort();
  let files = 0;
  for (const folder of remote === null ? [] : REMOTE_FOLDERS) {
    for (const name of (await remote!.list(folder)).sort()) {
      const path = await remote!.locate(name);
      if (path !== null && (await archive.addFile(FILES_FOLDER + name, path)) !== null) files++;
    }
  }
  for (const name of names) {
    if ((await archive.addFile(FILES_FOLDER + name, join(dataDir, name))) !== null) files++;
  }
  return files;
}

/** Writes a table in parts, as its size is known only at its end. Returns its number of rows. */
async function addTable(archive: ArchiveWriter, client: pg.Client, table: KeptTable): Promise<number> {
  const stream = client.query(copy.to(`copy ${table.quoted} (${table.columns.join(', ')}) to stdout`));
  let parts = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    await archive.add(
      `${TABLES_FOLDER}${table.name}/${String(++parts).padStart(6, '0')}`,
      Buffer.concat(waiting),
    );
    [waiting, size] = [[], 0];
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    size += chunk.length;
    if (size >= PART_BYTES) await flush();
  }
  if (size > 0) await flush();
  return stream.rowCount;
}

async function sequencesOf(client: pg.Client): Promise<BackupEnd['sequences']> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
     where schemaname !~ '^(pg_|graphile_worker)' and last_value is not null and sequencename <> 'migrations_id_seq'`,
  );
  return rows;
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
