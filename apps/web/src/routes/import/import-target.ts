import type { ResultOf } from '@holdfast/schema';
import type { PlannedColumn } from './column-plan';
import type { ColumnPreview, DialectFragment, ImportTarget, TargetConventions } from './import.documents';
import { say } from './messages';

/** Why no file can be loaded into a dataset; null if one can. */
export function obstacleTo({ status, columns }: Pick<ImportTarget, 'status' | 'columns'>): string | null {
  if (status === 'IMPORTING') return say().target.obstacles.importing;
  if (status === 'FAILED') return say().target.obstacles.failed;
  return columns.some(({ role }) => role === 'CUSTOMER_ID') ? null : say().target.obstacles.noIds;
}

/** The columns of a file as an existing dataset takes them: its own keep type and role, all others are left out. */
export function planInto(columns: readonly ColumnPreview[], target: TargetConventions): PlannedColumn[] {
  const known = new Map(target.columns.map((column) => [column.name, column]));
  return columns.map(({ name, type }) => known.get(name) ?? { name, type, role: 'IGNORED' });
}

/** The columns of an existing dataset that a file does not have. */
export function missingFrom(
  columns: readonly ColumnPreview[],
  target: TargetConventions,
): TargetConventions['columns'] {
  return target.columns.filter(({ name }) => columns.every((column) => column.name !== name));
}

/** How a file is read: as detected, but numbers and dates as in the last file of the dataset that it goes into. */
export function dialectInto(
  detected: ResultOf<typeof DialectFragment>,
  target: TargetConventions,
): ResultOf<typeof DialectFragment> {
  const last = target.imports.edges.find(({ node }) => node.status === 'COMPLETED')?.node.dialect;
  return last
    ? {
        ...detected,
        decimalSeparator: last.decimalSeparator,
        dateFormat: last.dateFormat ?? detected.dateFormat,
      }
    : detected;
}
