import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './test-database.js';

let database: TestDatabase;
let service: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  service = new pg.Client({ connectionString: database.url });
  await service.connect();
});
afterAll(async () => {
  await service.end();
  await database.drop();
});

describe('the role of the service', () => {
  it('reads and writes every table of the slices, and keeps them in order', async () => {
    const { rows } = await service.query<{ name: string; may: boolean }>(
      `select relname as name, (select bool_and(has_table_privilege(pg_class.oid, needed))
         from unnest(array['select', 'insert', 'update', 'delete', 'maintain']) as needed) as may
       from pg_class where relkind = 'r' and relnamespace in ('public'::regnamespace, 'auth'::regnamespace)`,
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(
      rows
        .filter(({ may }) => !may)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['audit_events', 'migrations']);
  });

  it.each([
    ['create table loot (id int)', 'permission denied for schema public'],
    ['drop table customers', 'must be owner of table customers'],
    ['alter table api_keys add column loot text', 'must be owner of table api_keys'],
    ['truncate customers', 'permission denied for table customers'],
    ['alter table customers disable trigger all', 'must be owner of table customers'],
    ["insert into migrations (timestamp, name) values (1, 'loot')", 'permission denied for table migrations'],
    ['delete from graphile_worker.migrations', 'permission denied for table migrations'],
    ['create role loot superuser', 'permission denied to create role'],
    ['create database loot', 'permission denied to create database'],
    ['select rolpassword from pg_authid', 'permission denied for table pg_authid'],
    ["select pg_read_file('/etc/passwd')", 'permission denied for function pg_read_file'],
    ["copy customers from program 'id'", 'permission denied to COPY to or from an external program'],
    ["copy customers to '/tmp/loot'", 'permission denied to COPY to a file'],
    ["alter system set log_statement = 'none'", 'permission denied to set parameter'],
  ])('may not: %s', async (statement, message) => {
    await expect(service.query(statement)).rejects.toThrow(message);
  });
});
