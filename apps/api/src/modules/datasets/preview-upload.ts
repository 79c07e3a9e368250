import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../platform/errors/app-error.js';
import type { SourceUpload } from './containers/source-upload.js';
import type { ColumnInput, CsvDialectInput } from './dataset.inputs.js';
import type { ColumnPreview, UploadPreview } from './dataset.types.js';
import type { DatasetColumn } from './dataset-column.entity.js';
import { offerColumns } from './derived/offer-columns.js';
import { type InspectedUpload, inspectUpload, previewRows } from './detection/inspect-upload.js';
import { type AskedOutcome, askOutcome } from './detection/outcome-question.js';
import type { ValueRange } from './detection/try-readings.js';
import { valueShape } from './detection/value-shape.js';
import { foreseeLines } from './import/foresee-lines.js';
import { givenColumns, type PlannedColumn, planImport } from './import/import-plan.js';
import { countPurchases } from './purchases/count-purchases.js';
import { type AskedRows, type ReadPurchases, recogniseRows } from './purchases/read-purchases.js';
import { dateFormatName } from './values/date-formats.js';
import { unitOfNumbers } from './values/value-reading.js';

/** What a caller says about an upload; all else is detected. */
export interface PreviewSettings extends AskedRows {
  readonly dialect: CsvDialectInput;
  readonly columns: readonly ColumnInput[];
  /** The columns of the dataset that it would go into; none for a new one. */
  readonly known: readonly DatasetColumn[];
}

const EXAMPLES = 5;

/** Describes the contents of an upload as an import would read them. Files go to `folder`. @throws AppError with one of the codes for a bad file */
export async function previewUpload(
  connection: DuckDBConnection,
  upload: SourceUpload,
  folder: string,
  settings: PreviewSettings,
  signal: AbortSignal,
): Promise<Omit<UploadPreview, 'asked'>> {
  const { dialect, columns, known, ...asked } = settings;
  const inspected = await inspectUpload(connection, upload, dialect, folder, {
    reads: 'what decides',
    columns: givenColumns(columns, known),
    known,
    signal,
  });
  const shown = await describeRows(connection, inspected, settings, asked, folder);
  const { source } = inspected;
  return {
    uploadId: upload.id,
    fileName: upload.fileName,
    byteSize: upload.original.bytes,
    sheets: [...upload.sheets],
    sheet: upload.sheet,
    isDelimited: upload.table === null,
    encodingChoices: inspected.choices.map(({ encoding, examples }) => ({
      encoding,
      examples: [...examples],
    })),
    dialect: inspected.dialect,
    ...shown,
    rows: await previewRows(connection, inspected),
    rowCount: source.complete ? source.rows : null,
    warnings: [...inspected.warnings, ...shown.warnings],
  };
}

type DescribedRows = Pick<
  UploadPreview,
  'kind' | 'transactions' | 'columns' | 'derivedColumns' | 'lines' | 'warnings'
>;

async function describeRows(
  connection: DuckDBConnection,
  inspected: InspectedUpload,
  { columns, known }: PreviewSettings,
  asked: AskedRows,
  folder: string,
): Promise<DescribedRows> {
  const mayBePurchases = columns.length === 0 && known.length === 0;
  const shapeOf = (column: PlannedColumn) => {
    const { reading, detected } = column;
    const range = rangeOf(column);
    return inspected.findings.once(['shape', column.name, reading, range], () =>
      valueShape(detected.facts, reading, range),
    );
  };
  const { purchases, warnings } = await recogniseRows(connection, inspected, asked, mayBePurchases, folder);
  if (purchases !== null) {
    return {
      kind: 'TRANSACTIONS',
      transactions: purchases.settings,
      derivedColumns: [],
      columns: purchases.planned.map((column) =>
        describeColumn(column, {
          reason: useOf(column, purchases),
          outcomeQuestion: null,
          shape: shapeOf(column),
        }),
      ),
      lines: countPurchases(inspected.source, purchases),
      warnings: [...valueWarnings(inspected, purchases), ...purchases.warnings],
    };
  }
  const { planned, obstacles } = planOf(inspected, columns, known);
  return {
    kind: 'CUSTOMERS',
    transactions: null,
    columns: planned.map((column) =>
      describeColumn(column, {
        reason: reasonOf(column, known),
        outcomeQuestion: known.length === 0 ? outcomeOf(column, planned) : null,
        shape: shapeOf(column),
      }),
    ),
    derivedColumns: offerColumns(planned).flatMap(({ sources: _, rule: __, ...offer }) => {
      if (known.length === 0) return [offer];
      const has = known.some(({ name, reading }) => name === offer.name && reading?.derived);
      return has ? [{ ...offer, suggested: true }] : [];
    }),
    lines: foreseeLines(inspected.source, planned),
    warnings: [
      ...obstacles,
      ...inspected.detected.warnings.map(({ text }) => text),
      ...inspected.roleWarnings,
      ...warnings,
    ],
  };
}

/** What a preview says of a column besides what its values are. */
interface DescribedUse {
  readonly reason: string;
  readonly outcomeQuestion: AskedOutcome | null;
  readonly shape: readonly number[];
}

/** The range of a column's values; as another type than the detected one, they are not known. */
function rangeOf({ type, detected }: Pick<PlannedColumn, 'type' | 'detected'>): ValueRange | null {
  return type === detected.conversion.type ? detected.range : null;
}

function describeColumn(
  { name, type, role, reading, detected }: PlannedColumn,
  { reason, outcomeQuestion, shape }: DescribedUse,
): ColumnPreview {
  const { facts, asks } = detected;
  const range = rangeOf({ type, detected });
  return {
    name,
    type,
    suggestedRole: role,
    reason,
    decimalSeparator: type === 'NUMBER' ? reading.decimal : null,
    unit: unitOfNumbers(reading),
    dateFormat: type === 'DATE' ? dateFormatName(reading.order) : null,
    missingCount: facts.rows - facts.present,
    distinctCount: facts.distinct,
    examples: [...new Set(facts.sample)].slice(0, EXAMPLES),
    lowest: range && String(range.lowest).replace('T00:00:00', ''),
    highest: range && String(range.highest).replace('T00:00:00', ''),
    histogram: [...shape],
    formatQuestion: asks && {
      sentence: asks.sentence,
      examples: [...asks.examples],
      choices: asks.choices.map(({ decimal, order, meanings }) => ({
        decimalSeparator: decimal,
        dateFormat: order && dateFormatName(order),
        meanings: meanings.map((value) => String(value).replace('T00:00:00', '')),
      })),
    },
    outcomeQuestion,
  };
}

/** What to ask about a column, unless another says who left. */
function outcomeOf({ name, detected }: PlannedColumn, all: readonly PlannedColumn[]): AskedOutcome | null {
  const isAnother = all.some((other) => other.role === 'CHURN_LABEL' && other.name !== name);
  return isAnother ? null : askOutcome({ ...detected.facts, type: detected.conversion.type });
}

/** The plan for the columns; as for a new dataset where the file does not fit the one that it would go into. */
function planOf(
  { detected }: InspectedUpload,
  columns: readonly ColumnInput[],
  known: readonly DatasetColumn[],
): { planned: PlannedColumn[]; obstacles: string[] } {
  try {
    return { planned: planImport(detected.columns, columns, known), obstacles: [] };
  } catch (error) {
    if (known.length === 0 || !(error instanceof AppError)) throw error;
    return { planned: planImport(detected.columns, [], []), obstacles: [error.message] };
  }
}

/** Why a column has its role, in a few words. */
function reasonOf({ name, role, detected }: PlannedColumn, known: readonly DatasetColumn[]): string {
  if (known.length > 0) {
    return known.some((column) => column.name === name)
      ? 'as in the dataset'
      : 'the dataset does not have it';
  }
  return role === detected.role ? detected.reason : 'as asked for';
}

/** What a column of a file of purchases is for, in a few words. */
function useOf({ name }: PlannedColumn, { settings }: ReadPurchases): string {
  if (name === settings.customerColumn) return 'says who bought';
  if (name === settings.dateColumn) return 'says when';
  if (name === settings.quantityColumn) return 'says how many were bought';
  if (name === settings.amountColumn)
    return settings.quantityColumn === null ? 'says what a row was worth' : 'the price of one';
  if (name === settings.orderColumn) return 'rows with the same value are one purchase';
  if (name === settings.categoryColumn) return 'its categories become columns';
  return 'not used: it describes a purchase, not a customer';
}

/** What to check about the values of the columns that are read as they were detected; the others are texts. */
function valueWarnings({ detected }: InspectedUpload, { planned }: ReadPurchases): string[] {
  const read = planned.filter(
    ({ type, role, detected: { conversion } }) => role !== 'IGNORED' && type === conversion.type,
  );
  const names = new Set(read.map(({ name }) => name));
  return detected.warnings.flatMap(({ column, text }) => (names.has(column) ? [text] : []));
}
