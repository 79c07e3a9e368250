/** What the list tells of every customer beside their attributes. */
export const TOLD_COLUMNS = ['segment', 'chance', 'risk', 'loss', 'reason'] as const;
export type ToldColumn = (typeof TOLD_COLUMNS)[number];

/** The columns of the list beside the ID. */
export interface ListColumns {
  readonly told: readonly ToldColumn[];
  /** Names of attributes. */
  readonly attributes: readonly string[];
}

/** Begins what the list tells itself; an attribute that begins so has another one in front. */
const SIGN = '@';
/** Attributes at most: more than that is a table to download. */
const MOST = 30;

/** A column as the URL has it. */
export function columnId(column: { readonly told: ToldColumn } | { readonly attribute: string }): string {
  if ('told' in column) return SIGN + column.told;
  return column.attribute.startsWith(SIGN) ? SIGN + column.attribute : column.attribute;
}

/** Columns by their ids; what is none is left out. */
export function columnsOf(ids: readonly string[]): ListColumns {
  const told = TOLD_COLUMNS.filter((column) => ids.includes(SIGN + column));
  const attributes = ids
    .filter((id) => !id.startsWith(SIGN) || id.startsWith(SIGN + SIGN))
    .map((id) => (id.startsWith(SIGN) ? id.slice(1) : id));
  return { told, attributes: [...new Set(attributes)].slice(0, MOST) };
}

/** The ids in a text of the URL; null where it has none, and the list shows what it usually does. */
export function readColumnIds(text: string | null): string[] | null {
  try {
    const read: unknown = JSON.parse(text ?? 'null');
    return Array.isArray(read) ? read.filter((id) => typeof id === 'string') : null;
  } catch {
    return null;
  }
}
