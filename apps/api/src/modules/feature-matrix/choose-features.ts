import type { COLUMN_ROLES, COLUMN_TYPES } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import type { FeatureColumnSpec } from '../engine/index.js';

/** What is known about a dataset's column without reading it. */
export interface ColumnFacts {
  readonly name: string;
  /** What people call it. */
  readonly label?: string | null;
  readonly type: keyof typeof COLUMN_TYPES;
  readonly role: keyof typeof COLUMN_ROLES;
  readonly missingCount: number;
  /** Number of distinct values, without missing. */
  readonly distinctCount: number;
}

/** A column left out of the analysis, with the reason as a sentence fragment. */
export interface LeftOutColumn {
  readonly name: string;
  readonly reason: string;
}

/** The columns that an analysis uses; the preprocessor learned from them decides how they are encoded. */
export interface FeatureSpec {
  /** The columns that models learn from. */
  readonly columns: readonly FeatureColumnSpec[];
  /** Columns read alongside, to describe, value or label rows; no model sees them. */
  readonly alongside?: readonly FeatureColumnSpec[];
  /** The column with each row's reference day, from which models count dates back. */
  readonly observedOn?: FeatureColumnSpec;
}

/** The columns for one analysis. */
export interface FeatureChoice {
  readonly spec: FeatureSpec;
  readonly leftOut: readonly LeftOutColumn[];
}

/** An analysis's requirements for a dataset's columns. */
export interface FeatureRequest {
  /** Columns by name; null or undefined for every column with one of `roles` that carries information. */
  readonly features?: readonly string[] | null;
  /** Roles whose columns are used if no features are named. Default: only FEATURE. */
  readonly roles?: readonly ColumnFacts['role'][];
  /** Columns that must always be left out, such as labels and a rule's columns, with the reason. */
  readonly without?: ReadonlyMap<string, string>;
}

/** A category with more levels than this, most of them seen once or twice, is an id in disguise. */
const FEW_LEVELS = 50;
/** A column that is known of a smaller share of the customers says nothing about the others. */
const LEAST_KNOWN = 0.05;
const FEW_CUSTOMERS = 20;
/** A category has at least this many customers per level on average. */
const LEAST_PER_LEVEL = 2;

/**
 * Chooses the columns that an analysis learns from. Columns requested by name are used or refused; of the others,
 * useless ones are left out, with the reason.
 *
 * @throws AppError UNKNOWN_COLUMN, CONSTANT_FEATURE, ALL_VALUES_MISSING, BAD_USER_INPUT for a name that cannot be a
 *   feature, NO_FEATURES where none is left; `field` points into `features`.
 */
export function chooseFeatures(
  columns: readonly ColumnFacts[],
  rows: number,
  { features, roles = ['FEATURE'], without = new Map() }: FeatureRequest,
): FeatureChoice {
  const asked = features == null ? null : takeAsked(columns, rows, features, without);
  const leftOut: LeftOutColumn[] = [];
  const chosen =
    asked ??
    columns.filter((column) => {
      if (!roles.includes(column.role)) return false;
      const reason = without.get(column.name) ?? uselessness(column, rows)?.reason ?? emptiness(column, rows);
      if (reason !== undefined) leftOut.push({ name: column.name, reason });
      return reason === undefined;
    });
  if (chosen.length === 0) {
    const why = leftOut.map(({ name, reason }) => `"${name}" ${reason}`).join(', ');
    throw new AppError(
      'NO_FEATURES',
      `0 columns are left to learn from${why && `: ${why}`}; at least 1 must be a feature that varies.`,
      { field: ['features'] },
    );
  }
  const alongside = columns.filter(
    (column) =>
      !chosen.includes(column) &&
      (column.role === 'FEATURE' || column.role === 'MONETARY_VALUE') &&
      uselessness(column, rows) === null &&
      emptiness(column, rows) === undefined,
  );
  const observed = columns.find((column) => tellsTheDay(column, rows) && !chosen.includes(column));
  const hasDates = chosen.some(({ type }) => type === 'DATE');
  const spec: FeatureSpec = {
    columns: chosen.map(toSpec),
    alongside: alongside.map(toSpec),
    ...(hasDates && observed && { observedOn: toSpec(observed) }),
  };
  return { spec, leftOut };
}

function takeAsked(
  columns: readonly ColumnFacts[],
  rows: number,
  features: readonly string[],
  without: ReadonlyMap<string, string>,
): ColumnFacts[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return [...new Set(features)].map((name) => {
    const field = ['features', String(features.indexOf(name))];
    const column = byName.get(name);
    if (column === undefined) {
      const known = columns.map((candidate) => `"${candidate.name}"`).join(', ');
      throw new AppError('UNKNOWN_COLUMN', `features names "${name}"; the columns are ${known}.`, { field });
    }
    if (column.role === 'CUSTOMER_ID') {
      const message = `features names "${name}", which is the customer id; a feature must describe the customer.`;
      throw new AppError('BAD_USER_INPUT', message, { field });
    }
    const forbidden = without.get(name);
    if (forbidden !== undefined) {
      throw new AppError('BAD_USER_INPUT', `features names "${name}", which ${forbidden}.`, { field });
    }
    const useless = uselessness(column, rows);
    if (useless !== null) {
      const message = `features names "${name}", which ${useless.reason}; a feature must tell customers apart.`;
      throw new AppError(useless.code, message, { field });
    }
    return column;
  });
}

function tellsTheDay({ role, type, missingCount }: ColumnFacts, rows: number): boolean {
  return role === 'OBSERVATION_DATE' && type === 'DATE' && missingCount < rows;
}

type UselessCode = 'ALL_VALUES_MISSING' | 'CONSTANT_FEATURE' | 'BAD_USER_INPUT';

function uselessness(column: ColumnFacts, rows: number): { code: UselessCode; reason: string } | null {
  const known = rows - column.missingCount;
  if (known <= 0) return { code: 'ALL_VALUES_MISSING', reason: `has no value for any of ${rows} customers` };
  if (column.distinctCount <= 1) {
    return { code: 'CONSTANT_FEATURE', reason: 'has the same value for every customer' };
  }
  if (column.type === 'TEXT') return { code: 'BAD_USER_INPUT', reason: 'is free text' };
  if (
    column.type === 'CATEGORY' &&
    column.distinctCount > FEW_LEVELS &&
    known < LEAST_PER_LEVEL * column.distinctCount
  ) {
    const reason = `has ${column.distinctCount} different values for ${known} customers`;
    return { code: 'BAD_USER_INPUT', reason };
  }
  return null;
}

/** Why a nearly empty column is left out unless it is asked for; undefined if it is not nearly empty. */
function emptiness({ missingCount }: ColumnFacts, rows: number): string | undefined {
  const known = rows - missingCount;
  if (rows < FEW_CUSTOMERS || known >= LEAST_KNOWN * rows) return undefined;
  return `is known of only ${known} of ${rows} customers`;
}

function toSpec({ name, type }: ColumnFacts): FeatureColumnSpec {
  // Free text never gets here: it has been refused or left out.
  return { name, type: type as FeatureColumnSpec['type'] };
}
