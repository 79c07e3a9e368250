import 'reflect-metadata';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { createDataSource } from '../database/data-source.js';
import { encodeCursor, type List, type Place } from './cursor.js';
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
  dataSource = await createDataSource(database.ownerUrl, { entities: [Listed], migrations: [] }).initialize();
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

const ENTRIES: List = { name: 'entries', of: 'parent' };

const read = (order: KeysetOrder, first: number, after?: string) =>
  readKeyset(dataSource.getRepository(Listed).createQueryBuilder('l'), ENTRIES, { first, after }, order);

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

  it('goes on where the cursor stood, though its entry and others before it are gone', async () => {
    const { pageInfo } = await read(IN_ORDER, 4);
    await dataSource.query('update listed set ordinal = -1 where ordinal = 3');
    const { edges } = await read(IN_ORDER, 2, pageInfo.endCursor!);
    expect(edges.map(({ node }) => node.ordinal)).toEqual([4, 5]);
    await dataSource.query('update listed set ordinal = 3 where ordinal = -1');
  });

  it.each<[string, unknown[]]>([
    ['too few', ['2026-03-01 12:00:00+00']],
    ['too many', ['2026-03-01 12:00:00+00', '01234567-89ab-4def-8123-456789abcdef', 1]],
    ['of other types', ['yesterday', 'me']],
    ['that do not exist', ['2026-02-31 12:00:00+00', '01234567-89ab-4def-8123-456789abcdef']],
    ['that no text can hold', ['\0', '\0']],
    ['that are missing', [null, null]],
    ['that are no values', [{}, []]],
  ])('refuses a cursor that someone signed for values %s', async (_, values) => {
    await expect(read(NEWEST_FIRST, 2, encodeCursor(ENTRIES, values as Place))).rejects.toMatchObject({
      code: 'BAD_CURSOR',
      field: ['after'],
      message: 'after is a made-up cursor; it must be one of entries.',
    });
  });
});
