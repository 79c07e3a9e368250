import { AppError } from '../../platform/errors/app-error.js';

/** How a list is written. */
export interface ExportForm {
  /** Names of the columns that are written beside the id, in this order; null for all. */
  readonly columns: readonly string[] | null;
  /** What separates the decimals of a number in CSV; where it is a comma, semicolons separate the cells. */
  readonly decimal: '.' | ',';
}

/** As it is written where nobody asks for anything else. */
export const USUAL_FORM: ExportForm = { columns: null, decimal: '.' };

/** Reads a form from the parameters of a URL; `columns` is a list of names as JSON. @throws AppError BAD_USER_INPUT */
export function readForm({ columns, decimal }: { columns?: string; decimal?: string }): ExportForm {
  if (decimal !== undefined && decimal !== '.' && decimal !== ',') {
    const message = `decimal is "${decimal.slice(0, 20)}"; it must be "." or ",".`;
    throw new AppError('BAD_USER_INPUT', message, { field: ['decimal'] });
  }
  return { columns: columns === undefined ? null : readNames(columns), decimal: decimal ?? '.' };
}

function readNames(json: string): string[] {
  try {
    const names: unknown = JSON.parse(json);
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  } catch {
    // Told below, as whatever else is no list of names.
  }
  throw new AppError(
    'BAD_USER_INPUT',
    'columns is no list; it must be names of columns as JSON, ["email"].',
    {
      field: ['columns'],
    },
  );
}

/** The places of the columns that are written, the id first. @throws AppError UNKNOWN_COLUMN */
export function placesOf(
  all: readonly { readonly name: string }[],
  asked: readonly string[] | null,
): number[] {
  if (asked === null) return all.map((_, place) => place);
  const places = asked.map((wanted, i) => {
    const place = all.findIndex(({ name }) => name === wanted);
    if (place >= 0) return place;
    const known = all.map(({ name }) => `"${name}"`).join(', ');
    throw new AppError('UNKNOWN_COLUMN', `columns names "${wanted}"; the columns are ${known}.`, {
      field: ['columns', String(i)],
    });
  });
  return [...new Set([0, ...places])];
}

/** What a file is called: dataset, list and the day in UTC, "shop-high-risk-2026-12-01". */
export function exportName(dataset: string, list: string, now: Date): string {
  const parts = [slug(dataset) || 'dataset', slug(list) || 'customers', now.toISOString().slice(0, 10)];
  return parts.join('-');
}

/** Words as part of a file's name that every system takes. */
function slug(words: string): string {
  return words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f’']/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
}
