import type { FeatureTable } from '../preprocessing/feature-table.js';
import { requireInstance } from '../validation.js';
import { type ColumnRelation, findRelations } from './column-relations.js';

/** A column that follows from others. */
export interface ComputedColumn {
  readonly column: string;
  readonly kind: ColumnRelation['kind'];
  /** The columns that make it up, two or more. */
  readonly parts: readonly string[];
}

/**
 * Columns that say nothing that two or more others do not: totals and means of columns, products, and so the largest of a
 * ratio and its two columns. Of a difference it is what was taken from, as it is the total of the others. What is left
 * makes up all that are given. Columns that are multiples of each other are not among them: `columnsTogether` knows these.
 * @param keep names of columns that are not to be given
 * @throws ShapeError or InvalidParameterError for a table that is none
 */
export function computedColumns(table: FeatureTable, keep: readonly string[] = []): ComputedColumn[] {
  requireInstance('keep', keep, Array);
  const found: ComputedColumn[] = [];
  const makesUp = (part: string, column: string): boolean =>
    found.some(
      (known) => known.column === part && known.parts.some((own) => own === column || makesUp(own, column)),
    );
  for (const relation of findRelations(table)) {
    if (relation.parts.length < 2) continue;
    const { column, parts } = asTotal(relation);
    const circular = parts.some((part) => makesUp(part, column));
    if (circular || keep.includes(column) || found.some((known) => known.column === column)) continue;
    found.push({ column, kind: relation.kind, parts });
  }
  return found;
}

/** A sum with one part that adds and others that are taken away is the other way round a sum that makes up that part. */
function asTotal(relation: ColumnRelation): { column: string; parts: string[] } {
  if (relation.kind === 'product') return { column: relation.column, parts: [...relation.parts] };
  const adding = relation.parts.filter(({ weight }) => weight > 0);
  const names = relation.parts.map(({ name }) => name);
  if (adding.length !== 1 || names.length === 1) return { column: relation.column, parts: names };
  const total = adding[0]!.name;
  return { column: total, parts: [relation.column, ...names.filter((name) => name !== total)] };
}
