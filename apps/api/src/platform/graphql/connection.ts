import { MAX_PAGE_SIZE } from '@holdfast/schema';
import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { AppError } from '../errors/app-error.js';
import { countedAbove } from './complexity.js';

/** The position of a page in its list. */
@ObjectType({ description: 'The position of a page in its list.' })
export class PageInfo {
  @Field({ description: 'Whether more entries follow this page.' })
  hasNextPage: boolean;

  @Field({ description: 'Whether entries come before this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first entry; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last entry; null on an empty page.' })
  endCursor: string | null;
}

/** One entry of a list and its cursor. */
export interface Edge<T> {
  cursor: string;
  node: T;
}

/** A page of a list. */
export interface Connection<T> {
  edges: Edge<T>[];
  pageInfo: PageInfo;
  totalCount: number;
}

/** Creates the `<Node>Edge` and `<Node>Connection` types of a node type; call it once per node and export the result. */
export function connectionTypes<T extends object>(name: string, nodeType: () => ClassType<T>) {
  @ObjectType(`${name}Edge`, { description: `A ${name} in a list, with its cursor.` })
  class EdgeType implements Edge<T> {
    @Field({ description: 'Opaque; pass it as `after` to continue after this entry.' })
    cursor: string;

    @Field(nodeType, { description: 'The entry.' })
    node: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a ${name} list.` })
  class ConnectionType implements Connection<T> {
    @Field(() => [EdgeType], { complexity: countedAbove, description: 'The entries on this page, in order.' })
    edges: EdgeType[];

    @Field(() => PageInfo, { description: 'The position of this page in the list.' })
    pageInfo: PageInfo;

    @Field(() => Int, { description: 'The number of entries in the whole list.' })
    totalCount: number;
  }
  return ConnectionType;
}

/** A requested page: how many entries, and after which sort values (null for the start). */
export interface PageRequest {
  readonly first: number;
  readonly after: readonly (string | number | null)[] | null;
}

/** Reads `first` and `after`. @throws AppError BAD_USER_INPUT if first is not 1..100 or the cursor is not one of ours. */
export function readPage(first: number, after?: string | null): PageRequest {
  if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE_SIZE) {
    throw new AppError('BAD_USER_INPUT', `first is ${first}; it must be 1..${MAX_PAGE_SIZE}.`, {
      field: ['first'],
    });
  }
  return { first, after: after == null ? null : decodeCursor(after) };
}

/** The opaque cursor of a list entry: its sort values, of which the last is unique. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function decodeCursor(cursor: string): (string | number | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values)) return values;
  } catch {
    // Falls through to the error below.
  }
  throw notACursor(cursor);
}

/** The error for a cursor that is not from this list. */
export function notACursor(cursor: string): AppError {
  return new AppError('BAD_USER_INPUT', `after is "${cursor}"; it must be a cursor from this list.`, {
    field: ['after'],
  });
}

/**
 * Makes a page from `first + 1` nodes; the extra one only shows that more follow.
 * `sortValues` returns a node's sort values.
 */
export function toConnection<T>(
  page: PageRequest,
  nodes: readonly T[],
  totalCount: number,
  sortValues: (node: T) => readonly (string | number | null)[],
): Connection<T> {
  const edges = nodes.slice(0, page.first).map((node) => ({ cursor: encodeCursor(sortValues(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: nodes.length > page.first,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}
