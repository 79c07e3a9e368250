import { createHmac } from 'node:crypto';
import { AppError } from '../errors/app-error.js';

/** Where an entry stands in its list: its sort values, of which the last is unique. */
export type Place = readonly (string | number | null)[];

/** A list, as far as its cursors go: equal ones are the same list, whichever field of the schema shows it. */
export interface List {
  /** What it holds and in which order, e.g. "customers ordered by EXTERNAL_ID_ASC". */
  readonly name: string;
  /** What tells it from other lists of this name, as plain data: the key of its parent, its filter. */
  readonly of?: unknown;
}

const SIGNATURE_BYTES = 12;
const SHOWN = 60;

/**
 * The opaque cursor of an entry: the name of its list and its place, signed with the list itself. A cursor is no
 * secret and grants nothing: it only says where to go on in a list that the caller may read anyway.
 */
export function encodeCursor(list: List, place: Place): string {
  const text = JSON.stringify([list.name, ...place]);
  return Buffer.concat([sign(list, text), Buffer.from(text)]).toString('base64url');
}

/** The place that a cursor of this list stands for. @throws AppError BAD_CURSOR for any other text */
export function decodeCursor(list: List, cursor: string): Place {
  const bytes = Buffer.from(cursor, 'base64url');
  const text = bytes.subarray(SIGNATURE_BYTES).toString();
  const signature = bytes.subarray(0, SIGNATURE_BYTES);
  // The comparison with the cursor refuses what base64 would read over.
  if (!sign(list, text).equals(signature) || bytes.toString('base64url') !== cursor) {
    throw badCursor(describe(list, cursor, nameIn(text)));
  }
  const place: unknown[] = JSON.parse(text).slice(1);
  if (!place.every(isSortValue)) throw madeUpCursor(list);
  return place;
}

/** The error for a cursor whose signature holds, but whose values no entry of the list has. */
export function madeUpCursor({ name }: List): AppError {
  return badCursor(`a made-up cursor; it must be one of ${name}`);
}

function badCursor(what: string): AppError {
  return new AppError('BAD_CURSOR', `after is ${what}.`, { field: ['after'] });
}

/** Whoever knows how a list is named can sign for it, and gets nothing but another place in it. */
function sign(list: List, text: string): Buffer {
  const key = JSON.stringify([list.name, list.of ?? null]);
  return createHmac('sha256', key).update(text).digest().subarray(0, SIGNATURE_BYTES);
}

/** The name of the list that a cursor says it is from; null if it is no cursor. */
function nameIn(text: string): string | null {
  try {
    const [name]: unknown[] = JSON.parse(text);
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}

function describe({ name }: List, cursor: string, named: string | null): string {
  if (named === name) return `an altered cursor, or one of other ${name}; it must be one of these ${name}`;
  const found = named === null ? `"${cut(cursor)}"` : `a cursor of another list (${cut(named)})`;
  return `${found}; it must be ${named === null ? 'a cursor' : 'one'} of ${name}`;
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function isSortValue(value: unknown): value is Place[number] {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
