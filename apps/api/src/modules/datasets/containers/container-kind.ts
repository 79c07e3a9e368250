import { open } from 'node:fs/promises';
import { encrypted, notATable } from './container-errors.js';
import type { ZipArchive } from './zip-archive.js';

/** What holds a table: text itself, or a format that is turned into text. */
export type ContainerKind = 'text' | 'gzip' | 'zip' | 'parquet' | 'json';

const HEAD_BYTES = 4096;
const JSON_START = /^\s*(\{\s*["}]|\[\s*[{[\]])/;
const OLD_OFFICE = '\xd0\xcf\x11\xe0';
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/** Recognises a file by its first bytes, whatever its name. @throws AppError ENCRYPTED_FILE, NOT_CSV */
export async function containerKind(path: string): Promise<ContainerKind> {
  const start = (await readAt(path, 0)).toString('latin1');
  if (start.startsWith('\x1f\x8b')) return 'gzip';
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip';
  if (start.startsWith('PAR1')) return 'parquet';
  if (start.startsWith('PARE')) throw encrypted('The Parquet file');
  if (start.startsWith(OLD_OFFICE)) await refuseEncrypted(path, Buffer.from(start, 'latin1'));
  if (start.startsWith('ustar', 257)) throw notATable('a tar archive', 'Send the table in it, or a zip.');
  return JSON_START.test(start.replace(/^\u00ef\u00bb\u00bf/, '')) ? 'json' : 'text';
}

/** What a zip archive is: a workbook, a spreadsheet, or files. @throws AppError NOT_CSV */
export function archiveKind(zip: ZipArchive): 'workbook' | 'document' | 'files' {
  const has = (name: string) => zip.find(name) !== undefined;
  if (has('xl/workbook.xml')) return 'workbook';
  if (has('xl/workbook.bin')) throw notATable('a binary Excel workbook', 'Save it as .xlsx or CSV.');
  if (has('word/document.xml')) throw notATable('a Word document', 'Send the table as .xlsx or CSV.');
  if (has('ppt/presentation.xml')) throw notATable('a presentation', 'Send the table as .xlsx or CSV.');
  if (has('content.xml') && (has('mimetype') || has('META-INF/manifest.xml'))) return 'document';
  return 'files';
}

/** A workbook with a password is an old Office file around it; the directory of that names what is inside. */
async function refuseEncrypted(path: string, head: Buffer): Promise<void> {
  if (head.length < 52) return;
  const sectorBytes = 2 ** Math.min(12, head.readUInt16LE(30));
  const directory = await readAt(path, (head.readUInt32LE(48) + 1) * sectorBytes);
  if (directory.includes(ENCRYPTED_PACKAGE)) throw encrypted('The workbook');
}

async function readAt(path: string, position: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
