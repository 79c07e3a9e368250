import { MAX_PAGE_SIZE } from '@holdfast/schema';
import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { AppError } from '../errors/app-error.js';
import { countedAbove } from './complexity.js';
import { decodeCursor, encodeCursor, type List, type Place } from './cursor.js';

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

/** The options of a list's argument `after`. */
export const AFTER = {
  nullable: true,
  description: 'Cursor of the entry to continue after. One of another list is refused with BAD_CURSOR.',
};

/** One entry of a list and its cursor. */
export interface Edge<T> {
  cursor: string;
  node: T;
}

/**
 * An entry at its place, whose cursor is made for whoever selects it: most ask for the last one alone. A class, since each
 * object that is written with a getter of its own gets a shape of its own, which lives until the next full collection and
 * keeps the entry with it.
 */
export class PlacedEdge<T> implements Edge<T> {
  constructor(
    private readonly list: List,
    private readonly place: Place,
    readonly node: T,
  ) {}

  get cursor(): string {
    return encodeCursor(this.list, this.place);
  }
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
    @Field({
      description:
        'Opaque; pass it as `after` of the same list, with the same parent, filter and order, to continue after this entry.',
    })
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

/** A requested page: how many entries of which list, and after which place (null for the start). */
export interface PageRequest {
  readonly list: List;
  readonly first: number;
  readonly after: Place | null;
}

/** Reads `first` and `after`. @throws AppError BAD_USER_INPUT if first is not 1..100, BAD_CURSOR */
export function readPage(list: List, first: number, after?: string | null): PageRequest {
  requirePageSize(first);
  return { list, first, after: after == null ? null : decodeCursor(list, after) };
}

/** @throws AppError BAD_USER_INPUT if first is not 1..100 */
export function requirePageSize(first: number): void {
  if (Number.isInteger(first) && first >= 1 && first <= MAX_PAGE_SIZE) return;
  throw new AppError('BAD_USER_INPUT', `first is ${first}; it must be 1..${MAX_PAGE_SIZE}.`, {
    field: ['first'],
  });
}

/** Makes a page from `first + 1` nodes; the extra one only shows that more follow. `placeOf` returns a node's place. */
export function toConnection<T>(
  page: PageRequest,
  nodes: readonly T[],
  totalCount: number,
  placeOf: (node: T) => Place,
): Connection<T> {
  const edges = nodes.slice(0, page.first).map((node) => new PlacedEdge(page.list, placeOf(node), node));
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
