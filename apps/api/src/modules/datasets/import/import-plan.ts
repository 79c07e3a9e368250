import { AppError } from '../../../platform/errors/app-error.js';
import type { ColumnRole, ColumnType } from '../dataset.enums.js';
import type { ColumnInput } from '../dataset.inputs.js';
import type { DetectedColumn } from '../detection/detect-columns.js';

/** A column as it will be imported. */
export interface PlannedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  readonly detected: DetectedColumn;
}

/** Roles that one column at most may have, and what a suggested one becomes where the sender names another. */
const SINGLE_ROLES: Readonly<Partial<Record<ColumnRole, ColumnRole>>> = {
  CUSTOMER_ID: 'IGNORED',
  CHURN_LABEL: 'FEATURE',
  OBSERVATION_DATE: 'FEATURE',
  MONETARY_VALUE: 'FEATURE',
};

/**
 * What each column will be: what the sender says, and the suggestion where nothing is said.
 * @throws AppError UNKNOWN_COLUMN, or BAD_USER_INPUT where a column is named twice or two columns share a single role
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
      throw new AppError('BAD_USER_INPUT', `"${input.name}" is named twice; once is enough.`, {
        field: field('name'),
      });
    }
    const other = takenRoles.get(input.role);
    if (other !== undefined && input.role in SINGLE_ROLES) {
      throw new AppError(
        'BAD_USER_INPUT',
        `"${other}" and "${input.name}" are both ${input.role}; one column at most may be.`,
        { field: field('role') },
      );
    }
    inputs.set(input.name, input);
    takenRoles.set(input.role, input.name);
  });
  return detected.map((column) => planColumn(column, inputs.get(column.name), takenRoles));
}

function planColumn(
  detected: DetectedColumn,
  input: ColumnInput | undefined,
  takenRoles: ReadonlyMap<ColumnRole, string>,
): PlannedColumn {
  const displaced = !input && takenRoles.has(detected.role) ? SINGLE_ROLES[detected.role] : undefined;
  const role = input?.role ?? displaced ?? detected.role;
  // An id is a name: "007" and 7 are two customers.
  const type = role === 'CUSTOMER_ID' ? 'TEXT' : (input?.type ?? detected.conversion.type);
  if (role === 'MONETARY_VALUE' && type !== 'NUMBER') {
    throw new AppError('BAD_USER_INPUT', `"${detected.name}" is ${type}; a MONETARY_VALUE must be NUMBER.`, {
      field: ['columns'],
    });
  }
  return { name: detected.name, type, role, detected };
}

function unknownColumn(name: string, columns: readonly DetectedColumn[]): string {
  const known = columns.slice(0, 20).map((column) => `"${column.name}"`);
  const more = columns.length > known.length ? ', …' : '';
  return `"${name}" is no column of the file; its columns are ${known.join(', ')}${more}.`;
}
