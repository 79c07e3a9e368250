import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseParts } from '../src/app.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** Each table, and the only room of the house whose code names it. Others read the views of `VIEWS`. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  'platform/outbox': ['outbox'],
  'platform/query-rate': ['query_rates'],
  'platform/idempotency': ['idempotent_answers'],
  'platform/database': ['migrations'],
  'modules/audit': ['audit_events'],
  'modules/jobs': ['jobs'],
  'modules/auth': ['api_keys', 'sign_in_attempts'],
  'modules/datasets': [
    'datasets',
    'dataset_columns',
    'imports',
    'rejected_rows',
    'snapshots',
    'customers',
    'customer_layouts',
    'changed_rows',
    'purchase_books',
    'purchase_histories',
    'purchase_rows',
    'removed_datasets',
  ],
  'modules/customer-value': ['customer_value_models', 'customer_values'],
  'modules/segmentation': [
    'segmentations',
    'segments',
    'segment_memberships',
    'projection_points',
    'segment_identities',
    'segmentation_activations',
    'segment_moves',
  ],
  'modules/customer-list': ['audiences'],
  'modules/exports': ['customer_exports'],
  'modules/reports': ['report_links', 'weekly_reports'],
  'modules/campaigns': [
    'campaigns',
    'campaign_members',
    'campaign_uplifts',
    'campaign_gains',
    'global_hold_outs',
  ],
  'modules/outcomes': ['outcomes', 'label_readings'],
  'modules/feedback': ['customer_feedback', 'strategy_feedback'],
  'modules/webhooks': ['webhook_endpoints', 'webhook_deliveries', 'webhook_customers', 'webhook_campaigns'],
  'modules/monitoring': [
    'monitoring_profiles',
    'monitoring_reports',
    'monitoring_settings',
    'monitoring_news',
  ],
  'modules/churn': [
    'churn_models',
    'churn_artefacts',
    'churn_scores',
    'churn_contributions',
    'churn_score_history',
    'champion_changes',
    'assumptions',
  ],
};

/** What everybody may read, and who defines it. */
const VIEWS: Readonly<Record<string, string>> = {
  audit_acts: 'modules/audit',
  current_customers: 'modules/datasets',
  customer_purchases: 'modules/datasets',
  dataset_purchases: 'modules/datasets',
  deleted_datasets: 'modules/datasets',
  valued_customers: 'modules/customer-value',
  valued_datasets: 'modules/customer-value',
  customer_segments: 'modules/segmentation',
  active_segments: 'modules/segmentation',
  map_points: 'modules/segmentation',
  champions: 'modules/churn',
  customer_scores: 'modules/churn',
  customer_contributions: 'modules/churn',
  current_outcomes: 'modules/outcomes',
  stayed_customers: 'modules/outcomes',
  customers_not_to_contact: 'modules/feedback',
  known_campaigns: 'modules/campaigns',
  campaign_arms: 'modules/campaigns',
  campaign_contacts: 'modules/campaigns',
  global_hold_out_arms: 'modules/campaigns',
  customers_held_out: 'modules/campaigns',
};

const SOURCE = join(import.meta.dirname, '../src');

/** The names of tables that a source names: in SQL, in a call that copies rows, on an entity, or in a list of tables. */
function tablesNamedIn(source: string): Set<string> {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const named = [
    /\b(?:from|join|into|update|using|truncate|table|analyze)\s+"?([a-z_]+)"?/g,
    /\bcopy(?:Into|CsvFile)\(\s*[\w.]+,\s*'([a-z_]+)'/g,
    /@Entity\('([a-z_]+)'\)/g,
    /'([a-z]+(?:_[a-z]+)+)'/g,
  ];
  return new Set(named.flatMap((pattern) => Array.from(code.matchAll(pattern), ([, name]) => name!)));
}

/** The tables that a file names and its room does not own. */
function offencesOf(path: string, source: string): string[] {
  const owner = new Map(
    Object.entries(OWNERS).flatMap(([room, tables]) => tables.map((table) => [table, room])),
  );
  return [...tablesNamedIn(source)]
    .filter((name) => owner.has(name) && !path.startsWith(`${owner.get(name)}/`))
    .map((name) => `${path} names ${name}, which belongs to ${owner.get(name)}`);
}

const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter(({ name }) => name.endsWith('.ts') && !/\.(test|test-support|migration)\.ts$/.test(name))
  .map(({ parentPath, name }) => relative(SOURCE, join(parentPath, name)));

describe('a table', () => {
  it("is named only by its owner's code", () => {
    expect(files.length).toBeGreaterThan(200);
    expect(files.flatMap((path) => offencesOf(path, readFileSync(join(SOURCE, path), 'utf8')))).toEqual([]);
  });

  it.each([
    ['a query', 'await dataSource.query(`select c.row from customers c`)'],
    ['a query over lines', 'query(`select 1\n  from segments s\n  join\n    churn_scores p on true`)'],
    ['an update', "query('update datasets set name = $1')"],
    ['a copy', "copyInto(manager, 'segment_memberships', ['row'], rows)"],
    ['an entity', "@Entity('churn_models')"],
    ['a list', "for (const table of ['churn_scores']) await clear(table)"],
  ])('that another slice names in %s is seen', (_, code) => {
    expect(offencesOf('modules/strategies/planted.ts', code).length).toBeGreaterThan(0);
  });

  it('in a comment or a view is not a violation', () => {
    const code = '// from customers\n/* update datasets */ query(`select row from current_customers`)';
    expect(offencesOf('modules/strategies/planted.ts', code)).toEqual([]);
  });
});

describe('the map of owners', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('has every table and every view of the database, and no other', async () => {
    const dataSource = await createDataSource(database.url, databaseParts).initialize();
    const names = async (type: string) =>
      (
        await dataSource.query(
          `select table_name as name from information_schema.tables
           where table_schema = 'public' and table_type = $1 order by 1`,
          [type],
        )
      ).map(({ name }: { name: string }) => name);
    expect(await names('BASE TABLE')).toEqual(Object.values(OWNERS).flat().sort());
    expect(await names('VIEW')).toEqual(Object.keys(VIEWS).sort());
    await dataSource.destroy();
  });
});
