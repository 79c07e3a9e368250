import type { DuckDBConnection } from '@duckdb/node-api';
import { MIN_TRAINING_ROWS } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import type { UploadKind } from '../dataset.enums.js';
import type { TransactionsInput } from '../dataset.inputs.js';
import type { TransactionSettings } from '../dataset.types.js';
import type { InspectedUpload } from '../detection/inspect-upload.js';
import type { ConvertedTable } from '../import/convert-table.js';
import type { PlannedColumn } from '../import/import-plan.js';
import { makeBought, planPurchases } from './bought-table.js';
import { addEarlier, type EarlierPurchases, type ReadEarlier } from './kept-purchases.js';
import { namedColumns, type PurchaseColumns, requireColumns } from './purchase-columns.js';
import { type Observation, settleObservation } from './purchase-settings.js';
import { recognisePurchases } from './recognise-purchases.js';
import { type RolledUp, rollUp } from './roll-up.js';

/** A file of purchases, rolled up into the working table `customers`. */
export interface ReadPurchases {
  readonly settings: TransactionSettings;
  /** The columns of the file. */
  readonly planned: readonly PlannedColumn[];
  readonly converted: ConvertedTable;
  readonly rolledUp: RolledUp;
  /** Where the rows of the file begin among all purchases. */
  readonly first: number;
  /** What was read how and what was left out, in sentences. */
  readonly warnings: readonly string[];
}

/** What a caller says about the rows of a file. */
export interface AskedRows {
  readonly kind?: UploadKind | null | undefined;
  readonly transactions?: TransactionsInput | null | undefined;
  /** The purchases that those of the file are added to. Default: none. */
  readonly earlier?: ReadEarlier | undefined;
}

/** What became of a file whose rows may be purchases. */
export interface Recognised {
  /** Null if a row is a customer. */
  readonly purchases: ReadPurchases | null;
  /** Why rows that look like purchases are read as customers all the same. */
  readonly warnings: readonly string[];
}

/** @throws AppError BAD_USER_INPUT for settings of purchases in a file of customers */
export function askedKind({ kind, transactions }: AskedRows): UploadKind | null {
  if (kind === 'CUSTOMERS' && transactions != null) {
    throw new AppError(
      'BAD_USER_INPUT',
      'kind is CUSTOMERS and transactions are given; they belong to TRANSACTIONS.',
      { field: ['transactions'] },
    );
  }
  return kind ?? (transactions == null ? null : 'TRANSACTIONS');
}

/**
 * Rolls an upload up if its rows are purchases: because the caller says so, or because they look like it and `mayBe`, which
 * is not so where the caller named roles of customers. @throws AppError like `readPurchases`
 */
export async function recogniseRows(
  connection: DuckDBConnection,
  inspected: InspectedUpload,
  asked: AskedRows,
  mayBe: boolean,
  folder: string,
): Promise<Recognised> {
  const kind = askedKind(asked);
  if (kind === 'TRANSACTIONS') {
    const uses = await usesOf(connection, inspected, asked.transactions);
    const earlier = await asked.earlier?.(folder);
    return { purchases: await readPurchases(connection, inspected, uses, asked, earlier), warnings: [] };
  }
  const found = kind === null && mayBe ? await recognisePurchases(connection, inspected) : undefined;
  if (found === undefined) return { purchases: null, warnings: [] };
  try {
    return { purchases: await readPurchases(connection, inspected, found), warnings: [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      purchases: null,
      warnings: [`The rows look like purchases, but are read as customers: ${error.message}`],
    };
  }
}

/** The columns of purchases, as named by the caller or found. @throws AppError UNKNOWN_COLUMN, BAD_USER_INPUT */
export async function usesOf(
  connection: DuckDBConnection,
  inspected: InspectedUpload,
  given: TransactionsInput | null | undefined,
): Promise<PurchaseColumns> {
  const { columns } = inspected.detected;
  if (given) return requireColumns(columns, given);
  const found = (await recognisePurchases(connection, inspected)) ?? namedColumns(columns);
  if (found) return found;
  const names = columns.slice(0, 20).map(({ name }) => `"${name}"`);
  throw new AppError(
    'BAD_USER_INPUT',
    `kind is TRANSACTIONS, and no columns are named like a customer and a date; transactions must say which they are, of ${names.join(', ')}.`,
    { field: ['transactions'] },
  );
}

/** @throws AppError BAD_USER_INPUT, NO_ROWS */
async function readPurchases(
  connection: DuckDBConnection,
  inspected: InspectedUpload,
  uses: PurchaseColumns,
  { kind, transactions: given }: AskedRows = {},
  earlier?: EarlierPurchases,
): Promise<ReadPurchases> {
  const first = earlier?.end ?? 0;
  const planned = planPurchases(inspected.detected.columns, uses);
  const converted = await makeBought(connection, planned, uses, first);
  if (converted.rows === 0) {
    throw new AppError(
      'NO_ROWS',
      `0 of ${converted.refused.length} rows are purchases that can be read; at least 1 must be. For example: ${converted.refused[0]?.cause}.`,
      { field: ['transactions'] },
    );
  }
  if (earlier) await addEarlier(connection, earlier);
  const observation = await settleObservation(connection, given, kind === 'TRANSACTIONS');
  const rolledUp = await rollUp(connection, uses, observation, first);
  if (rolledUp.customers === 0) {
    throw new AppError(
      'NO_ROWS',
      `0 customers bought before ${observation.observationDate}; at least 1 must have.`,
      { field: ['transactions', 'observationDate'] },
    );
  }
  const { observationDate, churnAfterDays } = observation;
  const { customers, churnRate } = rolledUp;
  return {
    settings: {
      ...{ ...uses, observationDate, churnAfterDays, customers, churnRate },
      isLabelKnown: observation.isLabelKnown,
      ...(given?.churnAfterDays != null && { askedDays: given.churnAfterDays }),
    },
    ...{ planned, converted, rolledUp, first },
    warnings: [
      describeUses(uses, rolledUp),
      ...observation.reasons,
      ...leftOutRemarks(rolledUp, observationDate),
      ...refusedRemarks(converted),
      ...rolledUp.warnings,
      ...tooFewCustomers(rolledUp, inspected, observation),
      ...partlyRead(inspected),
    ],
  };
}

function describeUses(uses: PurchaseColumns, { customers, purchases }: RolledUp): string {
  const { amountColumn: amount, quantityColumn: quantity } = uses;
  const worth =
    amount && quantity
      ? `"${amount}" times "${quantity}"`
      : (amount ?? quantity) && `"${amount ?? quantity}"`;
  const order = uses.orderColumn ? `, and rows with the same "${uses.orderColumn}" are one purchase` : '';
  return `${purchases} rows are purchases of ${customers} customers: "${uses.customerColumn}" says who bought, "${uses.dateColumn}" when${worth ? `, ${worth} what it was worth` : ''}${order}.`;
}

function leftOutRemarks({ leftOut, leftOutCustomers }: RolledUp, observationDate: string): string[] {
  if (leftOut === 0) return [];
  return [
    `${leftOutCustomers} customers with ${leftOut} rows are left out: they have no purchase before ${observationDate}.`,
  ];
}

/** How many rows are rejected for each column, with an example. */
function refusedRemarks({ refused }: ConvertedTable): string[] {
  const byColumn = Map.groupBy(refused, ({ column }) => column);
  return [...byColumn.values()].map(
    (rows) => `${rows.length} rows will be rejected, such as one with ${rows[0]!.cause}.`,
  );
}

function tooFewCustomers(
  { customers, churnRate }: RolledUp,
  { source }: InspectedUpload,
  { isLabelKnown }: Observation,
): string[] {
  if (!source.complete) return [];
  const few = `The file has ${customers} customers; a churn model needs ${MIN_TRAINING_ROWS} or more.`;
  const one = `${churnRate === 0 ? 'None' : 'All'} of the customers left; a churn model needs some who left and some who stayed.`;
  return [
    ...(customers < MIN_TRAINING_ROWS ? [few] : []),
    ...(isLabelKnown && (churnRate === 0 || churnRate === 1) ? [one] : []),
  ];
}

function partlyRead({ source }: InspectedUpload): string[] {
  if (source.complete) return [];
  return [
    `Only the first ${source.rows} rows were read for this. An import reads all, and takes days that were not set from all of them; set observationDate and churnAfterDays to keep these.`,
  ];
}
