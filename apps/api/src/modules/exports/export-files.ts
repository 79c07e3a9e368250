import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { keepFile } from '../../platform/storage.js';
import type { CustomerExport } from './customer-export.entity.js';
import type { ExportFormat } from './exports.enums.js';

/** The ending of a file's name, and what it is called in an answer. */
export const FILE_TYPES: Readonly<Record<ExportFormat, { readonly ending: string; readonly type: string }>> =
  {
    CSV: { ending: 'csv', type: 'text/csv; charset=utf-8' },
    JSON_LINES: { ending: 'jsonl', type: 'application/jsonl; charset=utf-8' },
    PARQUET: { ending: 'parquet', type: 'application/vnd.apache.parquet' },
  };

const FILE_NAME = /^([0-9a-f-]{36})\.(csv|jsonl|parquet)$/;

/** The files that were written and can be fetched, each named after its export. */
export class ExportFiles {
  constructor(private readonly folder: string) {}

  pathOf({ id, format }: Pick<CustomerExport, 'id' | 'format'>): string {
    return join(this.folder, `${id}.${FILE_TYPES[format].ending}`);
  }

  /** Takes over a file that was written elsewhere; returns its bytes. */
  async keep(of: Pick<CustomerExport, 'id' | 'format'>, from: string): Promise<number> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await keepFile(from, this.pathOf(of));
    return (await stat(from)).size;
  }

  remove(of: Pick<CustomerExport, 'id' | 'format'>): Promise<void> {
    return rm(this.pathOf(of), { force: true });
  }

  /** Removes the files that nobody wants; `wanted` says which of these exports still are. */
  async sweep(wanted: (ids: readonly string[]) => Promise<ReadonlySet<string>>): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    const files = names.flatMap((name) => {
      const id = FILE_NAME.exec(name)?.[1];
      return id === undefined ? [] : [{ name, id }];
    });
    if (files.length === 0) return;
    const kept = await wanted(files.map(({ id }) => id));
    for (const { name, id } of files) if (!kept.has(id)) await rm(join(this.folder, name), { force: true });
  }
}
