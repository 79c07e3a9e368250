import { AppError } from '../../../platform/errors/app-error.js';
import type { ColumnRole, ColumnType } from '../dataset.enums.js';
import type { ColumnInput } from '../dataset.inputs.js';
import type { DetectedColumn, GivenColumn } from '../detection/detect-columns.js';
import { requireDecimal } from '../detection/dialect.js';
import { DATE_FORMAT_NAMES, dateOrderOf } from '../values/date-formats.js';
import type { ValueReading } from '../values/value-reading.js';

/** A column as it is imported. */
export interface PlannedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  readonly reading: ValueReading;
  readonly detected: DetectedColumn;
}

/** What is stored of a column. */
export type StoredColumn = Omit<PlannedColumn, 'detected'>;

/** A column of an existing dataset. */
export type KnownColumn = Pick<PlannedColumn, 'name' | 'type' | 'role'> & {
  readonly reading: ValueReading | null;
};

/** Roles that at most one column may have, and what a suggested one becomes if the caller names another column. */
const SINGLE_ROLES: Readonly<Partial<Record<ColumnRole, ColumnRole>>> = {
  CUSTOMER_ID: 'IGNORED',
  CHURN_LABEL: 'FEATURE',
  OBSERVATION_DATE: 'FEATURE',
  MONETARY_VALUE: 'FEATURE',
};

/**
 * Plans each column: as the caller specifies, else as suggested.
 * @throws AppError UNKNOWN_COLUMN, or BAD_USER_INPUT if a column is listed twice or two columns share a single role
 */
export function planColumns(
  detected: readonly DetectedColumn[],
  given: readonly ColumnInput[] | null | undefined,
): PlannedColumn[] {
  const inputs = new Map<string, ColumnInput>();
  const takenRoles = new Map<ColumnRole, string>();
  given?.forEach((input, index) => {
    const field = (name: string) => ['columns', String(index), name];
    if (!detected.some((column) => column.name === input.name)) {
      throw new AppError('UNKNOWN_COLUMN', unknownColumn(input.name, detected), { field: field('name') });
    }
    if (inputs.has(input.name)) {
      throw new AppError('BAD_USER_INPUT', `"${input.name}" is listed twice; it may be listed once.`, {
        field: field('name'),
      });
    }
    const other = takenRoles.get(input.role);
    if (other !== undefined && input.role in SINGLE_ROLES) {
      throw new AppError(
        'BAD_USER_INPUT',
        `"${other}" and "${input.name}" are both ${input.role}; at most one column may be.`,
        { field: field('role') },
      );
    }
    inputs.set(input.name, input);
    takenRoles.set(input.role, input.name);
  });
  return detected.map((column) => planColumn(column, inputs.get(column.name), takenRoles));
}

/**
 * Plans each column of a file. If the dataset already has customers, its own columns decide: the file's columns are read
 * the same way, and columns that the dataset does not have are left out.
 * @throws AppError like `planColumns`, and BAD_USER_INPUT if the file lacks the column with the customers' ids
 */
export function planImport(
  detected: readonly DetectedColumn[],
  given: readonly ColumnInput[] | null | undefined,
  known: readonly KnownColumn[],
): PlannedColumn[] {
  if (known.length === 0) return planColumns(detected, given);
  const byName = new Map(known.map((column) => [column.name, column]));
  const id = known.find(({ role }) => role === 'CUSTOMER_ID');
  if (id === undefined) {
    throw new AppError(
      'CONFLICT',
      'The dataset has no column with customer ids, so rows from another file cannot be matched to its customers.',
      { field: ['intoDatasetId'] },
    );
  }
  const planned = detected.map((column): PlannedColumn => {
    const { name, type, role } = byName.get(column.name) ?? { ...column, type: 'TEXT', role: 'IGNORED' };
    return { name, type, role, reading: readingOf(column, type), detected: column };
  });
  if (planned.some(({ role }) => role === 'CUSTOMER_ID')) return planned;
  const found = detected.map(({ name }) => `"${name}"`).join(', ');
  throw new AppError(
    'BAD_USER_INPUT',
    `The file has no column "${id.name}", which identifies the customers of the dataset; its columns are ${found}.`,
    { field: ['uploadId'] },
  );
}

/**
 * How to read a file's columns: as those of the dataset if it has customers, else as the caller says.
 * @throws AppError BAD_USER_INPUT for a decimal sign or a format of dates that there is not
 */
export function givenColumns(
  given: readonly ColumnInput[],
  known: readonly KnownColumn[],
): ReadonlyMap<string, GivenColumn> {
  if (known.length > 0) {
    return new Map(
      known.map(({ name, type, role, reading }) => [name, { type, role, ...(reading && { reading }) }]),
    );
  }
  return new Map(
    given.map((column, index) => [
      column.name,
      {
        role: column.role,
        type: column.type ?? null,
        decimal: requireDecimal(column.decimalSeparator),
        order: requireFormat(column.dateFormat, index),
      },
    ]),
  );
}

function requireFormat(format: string | null | undefined, index: number) {
  if (format == null) return null;
  const order = dateOrderOf(format);
  if (order) return order;
  throw new AppError('BAD_USER_INPUT', `dateFormat is "${format}"; it must be one of ${DATE_FORMAT_NAMES}.`, {
    field: ['columns', String(index), 'dateFormat'],
  });
}

function planColumn(
  detected: DetectedColumn,
  input: ColumnInput | undefined,
  takenRoles: ReadonlyMap<ColumnRole, string>,
): PlannedColumn {
  const displaced = !input && takenRoles.has(detected.role) ? SINGLE_ROLES[detected.role] : undefined;
  const role = input?.role ?? displaced ?? detected.role;
  // Ids are text: "007" and "7" are two customers.
  const type = role === 'CUSTOMER_ID' ? 'TEXT' : (input?.type ?? detected.conversion.type);
  if (role === 'MONETARY_VALUE' && type !== 'NUMBER') {
    throw new AppError('BAD_USER_INPUT', `"${detected.name}" is ${type}; a MONETARY_VALUE must be NUMBER.`, {
      field: ['columns'],
    });
  }
  return { name: detected.name, type, role, reading: readingOf(detected, type), detected };
}

/** As detected; a column that gets another type is read by its signs alone. */
export function readingOf({ conversion }: DetectedColumn, type: ColumnType): ValueReading {
  if (type === conversion.type) return conversion;
  return { type, decimal: conversion.decimal, order: type === 'DATE' ? (conversion.order ?? 'ymd') : null };
}

function unknownColumn(name: string, columns: readonly DetectedColumn[]): string {
  const known = columns.slice(0, 20).map((column) => `"${column.name}"`);
  const more = columns.length > known.length ? ', …' : '';
  return `"${name}" is not a column of the file; its columns are ${known.join(', ')}${more}.`;
}
