import 'reflect-metadata';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { createDataSource } from '../database/data-source.js';
import { encodeCursor } from './connection.js';
import { type KeysetOrder, NEWEST_FIRST, readKeyset } from './read-keyset.js';

@Entity('listed')
class Listed {
  @PrimaryColumn('uuid')
  id: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('int')
  ordinal: number;
}

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url, { entities: [Listed], migrations: [] }).initialize();
  await dataSource.query('create table listed (id uuid primary key, created_at timestamptz, ordinal int)');
  // Ten within one millisecond, two of them at the same microsecond.
  await dataSource.query(
    `insert into listed select gen_random_uuid(), '2026-03-01 12:00:00.000'::timestamptz + make_interval(secs => least(i, 8) / 1e6), i
     from generate_series(0, 9) i`,
  );
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const IN_ORDER: KeysetOrder = { columns: [{ name: 'ordinal', type: 'int' }], descending: false };

const read = (order: KeysetOrder, first: number, after?: string) =>
  readKeyset(dataSource.getRepository(Listed).createQueryBuilder('l'), { first, after }, order);

async function walk(order: KeysetOrder, first: number): Promise<number[]> {
  const seen: number[] = [];
  let after: string | undefined;
  for (;;) {
    const { edges, pageInfo, totalCount } = await read(order, first, after);
    expect(totalCount).toBe(10);
    expect(pageInfo.hasPreviousPage).toBe(after !== undefined);
    seen.push(...edges.map(({ node }) => node.ordinal));
    if (!pageInfo.hasNextPage) return seen;
    after = pageInfo.endCursor!;
  }
}

describe('a list read page by page', () => {
  it.each([1, 2, 3, 9, 10, 100])('has every entry once, %i at a time', async (first) => {
    expect(await walk(IN_ORDER, first)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const newest = await walk(NEWEST_FIRST, first);
    expect(newest.slice(2)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
    expect(newest.slice(0, 2).sort()).toEqual([8, 9]);
  });

  it.each([
    ['that is none', 'rubbish'],
    ['of a list with another order', encodeCursor([3])],
    ['with values of another type', encodeCursor(['yesterday', 'me'])],
  ])('refuses a cursor %s', async (_, after) => {
    await expect(read(NEWEST_FIRST, 2, after)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: `after is "${after}"; it must be a cursor from this list.`,
    });
  });
});
