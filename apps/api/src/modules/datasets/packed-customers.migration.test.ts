import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../../../test/empty-database.js';
import { databaseParts } from '../../app.js';
import { createDataSource } from '../../platform/database/data-source.js';

const SHOP = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
/** What an earlier release may have stored: each kind of value, names that are hard to write, other names in one dataset, none. */
const STORED = [
  {
    spend: 12.5,
    'rate %s of "all"': 0,
    vip: true,
    note: 'a\\b "c" \u0001\u001f\n, 50 %',
    ключ: 'Köln',
    none: null,
  },
  { spend: -1e-7, 'rate %s of "all"': 1e15, vip: false, note: '', ключ: '日本', none: null },
  { spend: 'many', 'rate %s of "all"': 0.1, vip: null, note: 'null', ключ: '12', none: null },
  { age: 40 },
  {},
];

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let before: DataSource;
let now: DataSource;
const at = databaseParts.migrations.findIndex(({ name }) => name.startsWith('PackedCustomers'));

beforeAll(async () => {
  database = await emptyDatabase();
  const migrations = databaseParts.migrations.filter((_, i) => i !== at);
  before = await createDataSource(database.url, { entities: [], migrations }).initialize();
  await before.runMigrations({ transaction: 'each' });
  await before.query(
    `insert into datasets (id, name, status, created_at) values ($1, 'Shop', 'READY', now())`,
    [SHOP],
  );
  for (const [row, attributes] of STORED.entries())
    await before.query(
      `insert into customers (dataset_id, row, external_id, attributes, search_text) values ($1, $2::int, 'c' || $2::int, $3, '')`,
      [SHOP, row, JSON.stringify(attributes)],
    );
  now = await createDataSource(database.url, databaseParts).initialize();
  await now.runMigrations({ transaction: 'each' });
});
afterAll(async () => {
  await before?.destroy();
  await now?.destroy();
  await database.drop();
});

/** What the functions say of an attribute of every customer. */
const told = (name: string) =>
  now.query(
    `select attribute_text(cells, names, $1) as text, attribute_number(cells, names, $1) as number,
       attribute_value(cells, names, $1) as value from current_customers order by row`,
    [name],
  );

describe('customers of an earlier release', () => {
  it('have all that they had, whatever it is called', async () => {
    const found = await now.query('select attributes from current_customers order by row');
    expect(found.map(({ attributes }: { attributes: object }) => attributes)).toEqual(STORED);
  });

  it('share a layout where they have the same names', async () => {
    expect(
      await now.query('select layout, count(*)::int as count from customers group by 1 order by 2 desc, 1'),
    ).toEqual([
      { layout: 1, count: 3 },
      { layout: 2, count: 1 },
      { layout: 3, count: 1 },
    ]);
  });

  it('are asked for a number, which is null of anything else', async () => {
    expect(await told('spend')).toEqual([
      { text: '12.5', number: 12.5, value: 12.5 },
      { text: '-0.0000001', number: -1e-7, value: -1e-7 },
      { text: 'many', number: null, value: 'many' },
      { text: null, number: null, value: null },
      { text: null, number: null, value: null },
    ]);
  });

  it('are asked for a text as it was given, and for nothing where it is missing', async () => {
    const texts = async (name: string) => (await told(name)).map(({ text }: { text: string }) => text);
    expect(await texts('note')).toEqual([STORED[0]!.note, '', 'null', null, null]);
    expect(await texts('vip')).toEqual(['true', 'false', null, null, null]);
    expect(await texts('ключ')).toEqual(['Köln', '日本', '12', null, null]);
    expect(await texts('nobody has it')).toEqual([null, null, null, null, null]);
  });

  it('go with their dataset, which the table itself does not refer to', async () => {
    await now.query('delete from datasets where id = $1', [SHOP]);
    expect(await now.query('select count(*)::int as count from customers')).toEqual([{ count: 0 }]);
  });
});
