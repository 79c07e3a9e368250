import { stat } from 'node:fs/promises';
import type { FileStore, OpenedFile } from '../../platform/files/file-store.js';
import type { CustomerExport } from './customer-export.entity.js';
import type { ExportFormat } from './exports.enums.js';

/** The ending of a file's name, and what it is called in an answer. */
export const FILE_TYPES: Readonly<Record<ExportFormat, { readonly ending: string; readonly type: string }>> =
  {
    CSV: { ending: 'csv', type: 'text/csv; charset=utf-8' },
    JSON_LINES: { ending: 'jsonl', type: 'application/jsonl; charset=utf-8' },
    PARQUET: { ending: 'parquet', type: 'application/vnd.apache.parquet' },
  };

const FOLDER = 'exports';
const FILE_NAME = /^exports\/([0-9a-f-]{36})\.(csv|jsonl|parquet)$/;

/** The files that were written and can be fetched, each named after its export. */
export class ExportFiles {
  constructor(private readonly files: FileStore) {}

  /** Takes over a file that was written elsewhere; returns its bytes. */
  async keep(of: Pick<CustomerExport, 'id' | 'format'>, from: string): Promise<number> {
    await this.files.put(nameOf(of), from);
    return (await stat(from)).size;
  }

  /** Opens a file to send it; null if there is none. */
  open(of: Pick<CustomerExport, 'id' | 'format'>): Promise<OpenedFile | null> {
    return this.files.open(nameOf(of));
  }

  remove(of: Pick<CustomerExport, 'id' | 'format'>): Promise<void> {
    return this.files.remove(nameOf(of));
  }

  /** Removes the files that nobody wants; `wanted` says which of these exports still are. */
  async sweep(wanted: (ids: readonly string[]) => Promise<ReadonlySet<string>>): Promise<void> {
    const files = (await this.files.list(FOLDER)).flatMap((name) => {
      const id = FILE_NAME.exec(name)?.[1];
      return id === undefined ? [] : [{ name, id }];
    });
    if (files.length === 0) return;
    const kept = await wanted(files.map(({ id }) => id));
    for (const { name, id } of files) if (!kept.has(id)) await this.files.remove(name);
  }
}

function nameOf({ id, format }: Pick<CustomerExport, 'id' | 'format'>): string {
  return `${FOLDER}/${id}.${FILE_TYPES[format].ending}`;
}
