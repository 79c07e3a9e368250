import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { type Connection, readPage, toConnection } from './connection.js';
import { type List, madeUpCursor } from './cursor.js';

/** The order of a list: columns of its entity with their types, of which the last is unique. */
export interface KeysetOrder {
  readonly columns: readonly {
    readonly name: string;
    readonly type: 'timestamptz' | 'uuid' | 'int' | 'bigint' | 'text';
  }[];
  readonly descending: boolean;
}

/** Newest first, for entities with a creation time and a uuid. */
export const NEWEST_FIRST: KeysetOrder = {
  columns: [
    { name: 'created_at', type: 'timestamptz' },
    { name: 'id', type: 'uuid' },
  ],
  descending: true,
};

/** PostgreSQL's class of errors for values that are not of their type. */
const DATA_EXCEPTION = /^22/;

/**
 * Reads a page of a query's entities in an order, after a cursor: an index walk, however far down the list it is.
 * `list` names what the query lists; its cursors continue no other. Of a list that only grows, no more than `counted` entries
 * are counted.
 * @throws AppError BAD_USER_INPUT if first is not 1..100, BAD_CURSOR
 */
export async function readKeyset<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  list: List,
  { first, after }: { readonly first: number; readonly after?: string | null | undefined },
  { columns, descending }: KeysetOrder,
  counted = Number.POSITIVE_INFINITY,
): Promise<Connection<T>> {
  const page = readPage(list, first, after);
  const total = Number.isFinite(counted) ? await countUpTo(query, counted) : await query.getCount();
  const cells = columns.map(({ name }) => `${query.alias}.${name}`);
  if (page.after) {
    if (page.after.length !== columns.length) throw madeUpCursor(list);
    const bounds = columns.map(({ type }, i) => `:after${i}::${type}`);
    query.andWhere(
      `(${cells.join(', ')}) ${descending ? '<' : '>'} (${bounds.join(', ')})`,
      Object.fromEntries(page.after.map((value, i) => [`after${i}`, String(value)])),
    );
  }
  // As text: a Date holds milliseconds but PostgreSQL microseconds, and a cursor must not skip rows in between.
  cells.forEach((cell, i) => {
    query.addSelect(`cast(${cell} as text)`, `keyset_${i}`).addOrderBy(cell, descending ? 'DESC' : 'ASC');
  });
  const { entities, raw } = await query
    .limit(page.first + 1)
    .getRawAndEntities<Record<string, string>>()
    .catch((error: { code?: string }) => {
      throw page.after && DATA_EXCEPTION.test(error.code ?? '') ? madeUpCursor(list) : error;
    });
  const places = new Map(entities.map((entity, i) => [entity, cells.map((_, c) => raw[i]![`keyset_${c}`]!)]));
  return toConnection(page, entities, total, (entity) => places.get(entity)!);
}

async function countUpTo<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  most: number,
): Promise<number> {
  const some = query.clone().select('1').limit(most);
  const found = await query.connection
    .createQueryBuilder()
    .select('count(*)::int', 'count')
    .from(`(${some.getQuery()})`, 'some_of_them')
    .setParameters(some.getParameters())
    .getRawOne<{ count: number }>();
  return found?.count ?? 0;
}
