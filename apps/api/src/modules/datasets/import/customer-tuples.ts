import { TUPLES_BEGIN, TUPLES_END } from '../../../platform/database/copy-tuples.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { LineCursor } from './line-cursor.js';
import { LineFields } from './line-fields.js';
import { TupleWriter } from './tuple-writer.js';
import type { CustomerRows } from './write-customers.js';

/** The columns of the table `customers` in a tuple, in order. */
export const CUSTOMER_COLUMNS = [
  'dataset_id',
  'row',
  'external_id',
  'layout',
  'cells',
  'search_text',
] as const;

const SENT_BYTES = 256 * 1024;
/** Where a row starts in its file stands before its fields: its line, and how many it takes. */
const FIELDS_IN_FRONT = 2;

/**
 * Makes rows of the table `customers`, in PostgreSQL's binary form and a layout of their attributes, of the fields of a file as they stand there. Each part holds
 * until the next one was made. May be called again. @throws AppError BOOKS_UNBALANCED if they are not as many as the customers that were counted
 */
export async function* customerTuples(customers: CustomerRows, layout: number): AsyncGenerator<Buffer> {
  const { file, computed, rows } = customers;
  const fromFile = file && (await LineCursor.open(file.path));
  const fromComputed = computed && (await LineCursor.open(computed.path));
  const fields = new LineFields(file?.columns ?? 0, FIELDS_IN_FRONT);
  const results = new LineFields(computed?.columns ?? 0, 0);
  const writer = new TupleWriter(customers, layout);
  try {
    writer.bytes(TUPLES_BEGIN);
    let row = 0;
    let position = 0;
    let leftOut = 0;
    for (;;) {
      const read = fromFile ?? fromComputed!;
      if (!read.next() && !(await goOn(read))) break;
      if (file && file.leftOut[leftOut] === position++) {
        leftOut++;
        continue;
      }
      if (fromFile) fields.split(fromFile);
      if (fromComputed) {
        if (fromFile && !fromComputed.next() && !(await goOn(fromComputed))) break;
        results.split(fromComputed);
      }
      writer.row(row++, fields, results);
      if (writer.length >= SENT_BYTES) yield writer.take();
    }
    if (row !== rows)
      throw new AppError(
        'BOOKS_UNBALANCED',
        `There are ${rows} customers and ${row} rows to store; both must be the same. Nothing was imported.`,
      );
    writer.bytes(TUPLES_END);
    yield writer.take();
  } finally {
    await fromFile?.close();
    await fromComputed?.close();
  }
}

async function goOn(lines: LineCursor): Promise<boolean> {
  while (await lines.more()) if (lines.next()) return true;
  return false;
}
