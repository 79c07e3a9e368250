import { stringify } from 'csv-stringify/sync';
import type { CallContext } from '../../platform/call/call-context.js';
import type { DatasetService } from './dataset.service.js';
import { isFormula } from './detection/repaired-file.js';
import type { Import } from './import.entity.js';
import type { ImportStore } from './import.store.js';
import { rejectionColumns } from './reading/rejection-marks.js';
import { splitRecord } from './reading/split-record.js';

/** Rows read and written together. */
const BATCH = 500;

/** Writes the rejected rows of a dataset's last import as CSV, to be repaired and sent again. */
export class RejectedExport {
  constructor(
    private readonly datasets: DatasetService,
    private readonly imports: ImportStore,
  ) {}

  /**
   * The rows as they came, with their line and what is wrong in two columns in front, piece by piece. A cell that a spreadsheet
   * would take for a formula begins with an apostrophe, which is taken off when the file is sent again.
   * @throws AppError NOT_FOUND before the first piece
   */
  async csv(call: CallContext, datasetId: string): Promise<AsyncIterable<string>> {
    await this.datasets.get(call, datasetId);
    const last = await this.datasets.lastImport(call, datasetId);
    return this.#write(call, last);
  }

  async *#write({ signal }: CallContext, last: Import | null): AsyncGenerator<string> {
    const names = last?.columnNames ?? [];
    yield toCsv([[...rejectionColumns(names), ...(names.length > 0 ? names : ['text'])]]);
    if (last === null) return;
    for (let after = -1; ; ) {
      signal.throwIfAborted();
      const rows = await this.imports.rejectedAfter(last.id, after, BATCH);
      if (rows.length === 0) return;
      yield toCsv(rows.map(({ line, cause, text }) => [String(line), cause, ...cellsOf(text, last)]));
      after = rows.at(-1)!.ordinal;
    }
  }
}

/** The cells of a row as it came. */
function cellsOf(text: string, { dialect, columnNames }: Import): string[] {
  if (columnNames === null) return [text];
  const { delimiter, quote } = dialect;
  const bytes = Buffer.from(text).toString('latin1');
  const how = { delimiter, quote, runs: delimiter === ' ' ? 1 : 0, backslash: false };
  const split = splitRecord(bytes, how);
  const { fields } = split.openAt === -1 ? split : splitRecord(bytes, { ...how, quote: null });
  const cells = fields.map((field) => Buffer.from(field, 'latin1').toString('utf8'));
  while (cells.length > columnNames.length && cells.at(-1) === '') cells.pop();
  while (cells.length < columnNames.length) cells.push('');
  return cells;
}

function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(rows.map((cells) => cells.map((cell) => (isFormula(cell) ? `'${cell}` : cell))));
}
