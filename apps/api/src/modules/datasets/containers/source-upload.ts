import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { MAX_UPLOAD_BYTES } from '@holdfast/schema';
import type { Upload } from '../uploads/upload.js';
import type { UploadLimits } from '../uploads/upload-limits.js';
import type { UploadStore } from '../uploads/upload-store.js';
import { refused } from './container-errors.js';
import { unpackFile } from './unpack-file.js';
import type { UnpackedFile } from './unpacked-file.js';

/** An upload as delimited text, whatever it came in: its path and counts are those of the text. */
export interface SourceUpload extends Upload, Pick<UnpackedFile, 'table' | 'sheets' | 'sheet' | 'notes'> {
  /** The upload itself. */
  readonly original: Upload;
}

/** What opening an upload works with. */
export interface OpenSourceOptions {
  readonly uploads: UploadStore;
  readonly limits: UploadLimits;
  readonly connection: DuckDBConnection;
  readonly folder: string;
  /** Of a workbook; null for its first that is not empty. */
  readonly sheet: string | null;
  readonly signal: AbortSignal;
}

/**
 * Opens an upload at the door: what is no text becomes text, once, so that nothing behind knows of formats.
 * @throws AppError with the code of what is wrong with the file, or BAD_USER_INPUT for a sheet that there is not
 */
export async function openSource(upload: Upload, options: OpenSourceOptions): Promise<SourceUpload> {
  const { uploads, limits, sheet } = options;
  const key = sheet === null ? 'text' : createHash('sha256').update(sheet).digest('hex').slice(0, 16);
  const unpacked = await uploads.derive(upload.id, key, (target) =>
    unpackFile({
      ...options,
      ...{ path: upload.path, target, inside: null, limit: limits.unpackedBytes ?? MAX_UPLOAD_BYTES },
      requireDisk: (bytes) => limits.requireDisk(bytes),
    }),
  );
  if (sheet !== null && (unpacked?.sheets.length ?? 0) === 0) {
    throw refused('BAD_USER_INPUT', `sheet is "${sheet}"; the file has no sheets.`, ['sheet']);
  }
  const asItIs = { table: null, sheets: [], sheet: null, notes: [] };
  return { ...upload, ...(unpacked ?? asItIs), original: upload };
}
