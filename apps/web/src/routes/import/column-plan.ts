import type { ColumnPreview } from './import.documents';

export type Role = ColumnPreview['suggestedRole'];
export type Type = ColumnPreview['type'];

/** How the values of a column are read; what is left out is as detected. */
export interface ColumnFormat {
  readonly decimalSeparator?: string | null;
  readonly dateFormat?: string | null;
}

/** The reader's choice for a column. */
export interface PlannedColumn extends ColumnFormat {
  readonly name: string;
  readonly role: Role;
  readonly type: Type;
}

/** Roles that at most one column can have. */
const SINGLE: readonly Role[] = ['CUSTOMER_ID', 'CHURN_LABEL', 'OBSERVATION_DATE', 'MONETARY_VALUE'];

/** The plan that takes every suggestion. */
export function suggestedPlan(columns: readonly ColumnPreview[]): PlannedColumn[] {
  return columns.map(({ name, suggestedRole, type }) => ({ name, role: suggestedRole, type }));
}

/** Gives a column a role. If only one column can have it, the previous one becomes a feature, or is ignored if it was the ID. */
export function withRole(plan: readonly PlannedColumn[], name: string, role: Role): PlannedColumn[] {
  return plan.map((column) => {
    if (column.name === name) return { ...column, role };
    if (column.role !== role || !SINGLE.includes(role)) return column;
    return { ...column, role: role === 'CUSTOMER_ID' ? 'IGNORED' : 'FEATURE' };
  });
}

/** Reads a column as another type. */
export function withType(plan: readonly PlannedColumn[], name: string, type: Type): PlannedColumn[] {
  return plan.map((column) => (column.name === name ? { ...column, type } : column));
}

/** Reads a column in another format. */
export function withFormat(
  plan: readonly PlannedColumn[],
  name: string,
  format: ColumnFormat,
): PlannedColumn[] {
  return plan.map((column) => (column.name === name ? { ...column, ...format } : column));
}

/** The columns whose format the reader chose, which have to be read again. */
export function formatted(plan: readonly PlannedColumn[]): PlannedColumn[] {
  return plan.filter(({ decimalSeparator, dateFormat }) => decimalSeparator != null || dateFormat != null);
}

/** Whether the server takes a role together with a type: money is a number. */
export function fits(role: Role, type: Type): boolean {
  return role !== 'MONETARY_VALUE' || type === 'NUMBER';
}

/** The columns where the plan differs from the suggestions, which is all the server needs. */
export function departures(
  plan: readonly PlannedColumn[],
  columns: readonly ColumnPreview[],
): PlannedColumn[] {
  const suggested = new Map(columns.map((column) => [column.name, column]));
  const read = new Set(formatted(plan));
  return plan.filter((column) => {
    const { name, role, type } = column;
    const suggestion = suggested.get(name);
    return read.has(column) || suggestion?.suggestedRole !== role || suggestion.type !== type;
  });
}
