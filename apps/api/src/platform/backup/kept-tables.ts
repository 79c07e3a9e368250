import type pg from 'pg';

/** A table as it is written into a backup. */
export interface KeptTable {
  /** With its schema, as the archive calls it. */
  readonly name: string;
  /** The same, quoted for SQL. */
  readonly quoted: string;
  /** Its columns that are not computed by others, quoted. */
  readonly columns: readonly string[];
}

/** Schemas of libraries that make what is in them anew. */
const MADE_ANEW = ['graphile_worker', 'information_schema'];

/** Every table of ours but those of `left`, in the order of their names. */
export async function keptTables(client: pg.ClientBase, left: readonly string[]): Promise<KeptTable[]> {
  const { rows } = await client.query<KeptTable>(
    `select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted,
       array_agg(quote_ident(a.attname) order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and n.nspname !~ '^pg_' and not n.nspname = any($1)
       and not n.nspname || '.' || c.relname = any($2)
     group by n.nspname, c.relname order by 1`,
    [MADE_ANEW, ['public.migrations', ...left]],
  );
  return rows;
}

/** What a backup says of itself, in its first file. */
export interface BackupHead {
  readonly holdfast: 1;
  /** When its moment was: an ISO time by the clock of the database. */
  readonly takenAt: string;
  /** Names of the migrations that its tables are of, in their order. */
  readonly migrations: readonly string[];
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
}

/** What it says at its end, so that nothing is missing. */
export interface BackupEnd {
  readonly rows: Readonly<Record<string, number>>;
  readonly files: number;
  /** Where each sequence has come to. */
  readonly sequences: readonly { readonly name: string; readonly value: string }[];
}

/** The names of its files. */
export const HEAD_FILE = 'backup.json';
export const END_FILE = 'end.json';
export const TABLES_FOLDER = 'tables/';
export const FILES_FOLDER = 'files/';

/** Folders of the store that a backup holds, wherever the store is. */
export const REMOTE_FOLDERS = ['exports', 'snapshots'] as const;
