import type { DuckDBConnection } from '@duckdb/node-api';
import { MIN_TRAINING_ROWS, PREVIEW_ROWS } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import { CELL_END, formOfRecords, type TextTable } from '../containers/table-text.js';
import type { CsvDialectInput } from '../dataset.inputs.js';
import type { CsvDialect } from '../dataset.types.js';
import { unknownTraits } from '../reading/column-traits.js';
import { detectForm } from '../reading/detect-form.js';
import type { Form } from '../reading/form.js';
import type { EncodingReading } from '../reading/guess-encoding.js';
import { nameColumns } from '../reading/header.js';
import { readRows } from '../reading/read-rows.js';
import { headText, readHead } from '../reading/read-text.js';
import { isRepaired } from '../reading/rejection-marks.js';
import type { Upload } from '../uploads/upload.js';
import { decisiveRows } from './decisive-rows.js';
import { type DetectedColumns, detectColumns, type GivenColumn } from './detect-columns.js';
import { requireDateOrder, requireDecimal, requireDifferent, requireForm } from './dialect.js';
import { detectEncoding, requireEncoding } from './encoding.js';
import { requireText } from './file-kind.js';
import { type Findings, findingsOf } from './findings.js';
import { matchNames } from './match-names.js';
import { describeReading } from './reading-warnings.js';
import { withoutApostrophes } from './repaired-file.js';
import { makeSource, readFirstRows, type SourceTable } from './source-table.js';
import { twiceEncodedWarning } from './twice-encoded.js';

/** A text to read, and what is known of it if it was made of a table. */
export type ReadableUpload = Upload & {
  readonly table?: TextTable | null;
  readonly notes?: readonly string[];
};

/** How to read an upload: encoding, form and names. */
export interface OpenedUpload {
  readonly encoding: string;
  /** What else the encoding may be; none if it is sure. */
  readonly choices: readonly EncodingReading[];
  /** A few words with foreign letters if the encoding was guessed. */
  readonly examples: readonly string[];
  readonly form: Form;
  readonly names: readonly string[];
  readonly warnings: readonly string[];
  /** What is known of a text that was made of a table. */
  readonly table: TextTable | null;
}

/** An upload that was read into the working table `source` and analysed. */
export interface InspectedUpload extends OpenedUpload {
  readonly source: SourceTable;
  readonly detected: DetectedColumns;
  /** What was found out about the rows that decide. */
  readonly findings: Findings;
  /** Rows from the top that decided; undefined for all. */
  readonly decisive: number | undefined;
  readonly dialect: CsvDialect;
  /** What to check if a row is a customer, besides the other warnings. */
  readonly roleWarnings: readonly string[];
}

/**
 * Finds out how to read an upload from its head, so that a preview and an import decide alike.
 * @throws AppError with one of the codes for a bad file, or BAD_USER_INPUT for a bad override
 */
export function openUpload(upload: ReadableUpload, given: CsvDialectInput): Promise<OpenedUpload> {
  return upload.table ? openTable(upload, upload.table, given) : openText(upload, given);
}

/** The uploads that were opened last, each with what was given. */
const lastOpened = new Map<string, Promise<OpenedUpload>>();
const MOST_OPENED = 32;

/** Like `openUpload`, of a stored upload, whose bytes never change: its preview, its import and the job of that open the same one. */
export function openStored(upload: ReadableUpload, given: CsvDialectInput): Promise<OpenedUpload> {
  if (upload.table) return openUpload(upload, given);
  const key = JSON.stringify([upload.id, upload.path, given]);
  const known = lastOpened.get(key) ?? openUpload(upload, given);
  lastOpened.delete(key);
  lastOpened.set(key, known);
  if (lastOpened.size > MOST_OPENED) lastOpened.delete(lastOpened.keys().next().value!);
  known.catch(() => lastOpened.delete(key));
  return known;
}

async function openText(upload: ReadableUpload, given: CsvDialectInput): Promise<OpenedUpload> {
  const asked = requireForm(given);
  const head = await readHead(upload.path);
  const {
    name: encoding,
    examples,
    choices,
  } = given.encoding
    ? { name: requireEncoding(given.encoding), examples: [], choices: [] }
    : await detectEncoding(head.bytes, upload);
  requireText(head.bytes, upload, encoding, asked.delimiter);
  const form = detectForm(headText(head, encoding, upload.isUtf8), head.complete, asked);
  requireDifferent(form);
  const { names, warnings } = nameColumns(form.names);
  return { encoding, examples, choices, form, names, warnings, table: null };
}

/** Opens a text that was made of a table: only where its header is has to be found, if it is in a row at all. */
async function openTable(upload: Upload, table: TextTable, given: CsvDialectInput): Promise<OpenedUpload> {
  const opened = { encoding: 'utf-8', examples: [], choices: [], table };
  if (table.names) {
    const form = formOfRecords(table.names.map((name) => Buffer.from(name).toString('latin1')));
    return { ...opened, form, ...nameColumns(form.names) };
  }
  const head = await readHead(upload.path);
  const text = headText(head, 'utf-8', true);
  const form = detectForm(text, head.complete, {
    delimiter: CELL_END,
    quote: null,
    hasHeader: given.hasHeader ?? null,
  });
  return { ...opened, form, ...nameColumns(form.names) };
}

/**
 * Reads an upload, or so many of its rows, and detects its columns by those that decide. Files go to `folder`.
 * @throws AppError like `openUpload`, and NO_ROWS
 */
export async function inspectUpload(
  connection: DuckDBConnection,
  upload: ReadableUpload,
  given: CsvDialectInput,
  folder: string,
  options: {
    reads?: number | 'what decides';
    columns?: ReadonlyMap<string, GivenColumn>;
    /** The columns of the dataset that the file goes into, by whose names its own are known. */
    known?: readonly { readonly name: string }[];
    signal?: AbortSignal;
  } = {},
): Promise<InspectedUpload> {
  const decimal = requireDecimal(given.decimalSeparator);
  const order = requireDateOrder(given.dateFormat);
  const opened = withNamesOf(await openStored(upload, given), options.known ?? []);
  const { form, names } = opened;
  const decisive = decisiveRows(upload.bytes, names.length);
  const reads = options.reads === 'what decides' ? decisive : options.reads;
  // One row more says whether there are more.
  const limit = reads === undefined ? undefined : reads + 1;
  const read = await readRows(upload, opened, folder, { limit, signal: options.signal });
  const broken = new Set([...read.broken, ...(opened.table?.broken ?? []).filter((i) => i < names.length)]);
  const isHeld = limit !== undefined || decisive === undefined || isRepaired(names);
  const made = await makeSource(connection, { ...read, broken }, limit, isHeld ? undefined : decisive);
  const source = isRepaired(names) ? { ...made, traits: unknownTraits(names.length) } : made;
  if (source.rows === 0 && source.rejected.length === 0) throw noRows();
  if (source.rows <= source.rejected.length) throw notEven(source);
  if (isRepaired(names)) await withoutApostrophes(connection, names.length);
  const deciding = Math.min(source.rows, decisive ?? source.rows);
  const findings = findingsOf([upload.id, upload.path, opened.encoding, form, names, deciding]);
  const detected = await detectColumns(connection, names, source.rows, {
    delimiter: form.delimiter,
    decimal,
    order,
    decisive,
    first: source.first,
    traits: source.traits,
    findings,
    columns: withKnownNumbers(options.columns ?? new Map(), opened),
  });
  const dialect: CsvDialect = {
    // A table is shown, and given back, as the usual CSV.
    delimiter: opened.table ? ',' : form.delimiter,
    quote: opened.table ? '"' : form.quote,
    encoding: opened.encoding,
    hasHeader: form.hasHeader,
    decimalSeparator: detected.decimal,
    dateFormat: detected.dateFormat,
  };
  return {
    ...opened,
    source,
    detected,
    findings,
    decisive,
    dialect,
    roleWarnings: [...tooFewRows(source), ...detected.roleWarnings],
    warnings: [
      ...(upload.notes ?? []),
      ...describeReading(opened, source),
      ...findings.once(['twice encoded'], () =>
        twiceEncodedWarning([...names, ...detected.columns.flatMap(({ facts }) => facts.sample)]),
      ),
      ...opened.warnings,
    ],
  };
}

function withNamesOf(opened: OpenedUpload, known: readonly { readonly name: string }[]): OpenedUpload {
  const { names, warnings } = matchNames(opened.names, known);
  return { ...opened, names, warnings: [...opened.warnings, ...warnings] };
}

/** What a table knows to be numbers with a decimal point is read so, whatever the file or the dataset has elsewhere. */
function withKnownNumbers(
  given: ReadonlyMap<string, GivenColumn>,
  { table, names }: OpenedUpload,
): ReadonlyMap<string, GivenColumn> {
  const columns = new Map(given);
  for (const i of table?.numbers ?? []) {
    const name = names[i];
    if (name === undefined) continue;
    const { reading, ...rest } = columns.get(name) ?? {};
    columns.set(name, {
      ...rest,
      decimal: '.',
      ...(reading && { reading: { ...reading, decimal: '.' } }),
    });
  }
  return columns;
}

/** The first rows below the header, as in the file. */
export function previewRows(connection: DuckDBConnection, { source }: InspectedUpload): Promise<string[][]> {
  return readFirstRows(connection, source, PREVIEW_ROWS);
}

function noRows(): AppError {
  return new AppError('NO_ROWS', 'The file has 0 rows below its header; it must have 1 or more.', {
    field: ['uploadId'],
  });
}

function notEven({ rows, rejected }: SourceTable): AppError {
  const [first] = rejected;
  return new AppError(
    'NOT_CSV',
    `${rejected.length} of ${rows + rejected.length} rows do not match the others; fewer than half may differ. The first is line ${first!.line}: ${first!.cause}.`,
    { field: ['uploadId'] },
  );
}

function tooFewRows({ complete, rows }: SourceTable): string[] {
  return complete && rows < MIN_TRAINING_ROWS
    ? [`The file has ${rows} rows; a churn model needs ${MIN_TRAINING_ROWS} or more.`]
    : [];
}
