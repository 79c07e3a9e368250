import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { graphql, type VariablesOf } from '@holdfast/schema';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const PLANS = ['basic', 'plus', 'premium “gold”', ''];
const SIZE = 400;
/** As a German system writes them: numbers with a comma, days first. */
const rows = Array.from({ length: SIZE }, (_, i) => {
  const day = 1 + (i % 28);
  const month = 1 + (i % 12);
  return {
    id: `k${String(i).padStart(3, '0')}`,
    spend: i % 9 === 0 ? null : ((i * 37) % 1000) + 0.5,
    since: i % 11 === 0 ? null : `2023-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    plan: PLANS[i % 4]! || null,
    active: i % 3 === 0,
    churned: (i * 37) % 1000 < 300 !== (i % 7 === 0),
    visits: (i * 13) % 50,
  };
});
type Row = (typeof rows)[number];

const PageQuery = graphql(`
  query Filtered($id: ID!, $filter: CustomerFilter, $orderBy: CustomerOrder) {
    customers(datasetId: $id, first: 100, filter: $filter, orderBy: $orderBy) {
      edges { node { externalId segment { key } churn { riskBand probability } } }
      totalCount
    }
  }
`);
type Filter = NonNullable<VariablesOf<typeof PageQuery>['filter']>;

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
  const german = (day: string | null) => day?.split('-').toReversed().join('.') ?? '';
  const csv = [
    'Kundennr;Umsatz;Kunde seit;Tarif;aktiv;churned;Besuche',
    ...rows.map(({ id, spend, since, plan, active, churned, visits }) =>
      [
        id,
        spend?.toFixed(2).replace('.', ',') ?? '',
        german(since),
        plan ?? '',
        active ? 'ja' : 'nein',
        churned ? 'ja' : 'nein',
        visits,
      ].join(';'),
    ),
  ].join('\n');
  datasetId = await importCsv(app, csv);
  const input = { datasetId, maxK: 4, k: 3 };
  const { fitSegmentation } = await app.query<{ fitSegmentation: { job: { id: string } } }>(
    'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }',
    { input },
  );
  expect((await app.settled(fitSegmentation.job.id)).state).toBe('COMPLETED');
  await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
});
afterAll(() => app.stop());

const list = async (
  filter: Filter,
  orderBy: 'EXTERNAL_ID_ASC' | 'CHURN_PROBABILITY_DESC' = 'EXTERNAL_ID_ASC',
) => (await app.query(PageQuery, { id: datasetId, filter, orderBy })).customers;

/** A list by both orders, which take different ways, holds exactly these, and counts them. */
async function expectThose(filter: Filter, holds: (row: Row) => boolean): Promise<void> {
  const expected = rows.filter(holds).map(({ id }) => id);
  for (const order of ['EXTERNAL_ID_ASC', 'CHURN_PROBABILITY_DESC'] as const) {
    const { edges, totalCount } = await list(filter, order);
    const found = edges.map(({ node }) => node.externalId);
    expect(totalCount, JSON.stringify(filter)).toBe(expected.length);
    if (order === 'EXTERNAL_ID_ASC') expect(found).toEqual(expected.slice(0, 100));
    else expect(expected).toEqual(expect.arrayContaining(found));
  }
}

const where = (column: string, operator: string, value?: string, values?: string[]): Filter =>
  ({ where: [{ column, operator, value, values }] }) as Filter;

describe('a list with conditions on attributes', () => {
  it.each<[Filter, (row: Row) => boolean]>([
    [where('Umsatz', 'GT', '500,25'), ({ spend }) => spend !== null && spend > 500.25],
    [where('Umsatz', 'EQ', '37,50'), ({ spend }) => spend === 37.5],
    [where('Umsatz', 'NEQ', '37,50'), ({ spend }) => spend !== null && spend !== 37.5],
    [where('Umsatz', 'IS_MISSING'), ({ spend }) => spend === null],
    [where('Umsatz', 'IS_KNOWN'), ({ spend }) => spend !== null],
    [where('Besuche', 'IN', undefined, ['0', '13', '26']), ({ visits }) => [0, 13, 26].includes(visits)],
    [where('Besuche', 'LTE', '10'), ({ visits }) => visits <= 10],
    [where('Kunde seit', 'GTE', '05.12.2023'), ({ since }) => since !== null && since >= '2023-12-05'],
    [where('Kunde seit', 'LT', '2023-02-01'), ({ since }) => since !== null && since < '2023-02-01'],
    [where('Kunde seit', 'EQ', '01.01.2023'), ({ since }) => since === '2023-01-01'],
    [where('Tarif', 'EQ', 'basic'), ({ plan }) => plan === 'basic'],
    [where('Tarif', 'NOT_IN', undefined, ['basic', 'plus']), ({ plan }) => plan === 'premium “gold”'],
    [where('Tarif', 'CONTAINS', 'GOLD”'), ({ plan }) => plan === 'premium “gold”'],
    [where('Tarif', 'CONTAINS', '%'), () => false],
    [where('aktiv', 'EQ', 'ja'), ({ active }) => active],
    [where('aktiv', 'EQ', 'false'), ({ active }) => !active],
    [where('Kundennr', 'CONTAINS', 'K01'), ({ id }) => id.startsWith('k01')],
    [
      where('Kundennr', 'IN', undefined, ['k001', 'k399', 'nobody']),
      ({ id }) => id === 'k001' || id === 'k399',
    ],
  ])('%j holds those who meet it, and nobody else', (filter, holds) => expectThose(filter, holds));

  it('holds those who meet all of them', () =>
    expectThose(
      {
        where: [
          { column: 'Tarif', operator: 'EQ', value: 'plus' },
          { column: 'Besuche', operator: 'GT', value: '25' },
        ],
      },
      ({ plan, visits }) => plan === 'plus' && visits > 25,
    ));

  it.each([
    [
      where('Farbe', 'EQ', 'rot'),
      'UNKNOWN_COLUMN',
      /"Farbe" is not a column of the dataset; its columns are "Kundennr"/,
    ],
    [where('Umsatz', 'GT', 'viel'), 'BAD_USER_INPUT', '"Umsatz" is a NUMBER; "viel" is no NUMBER.'],
    [where('Umsatz', 'EQ', 'n/a'), 'BAD_USER_INPUT', /says that there is no value; ask with IS_MISSING/],
    [where('Tarif', 'GT', 'basic'), 'BAD_USER_INPUT', '"Tarif" is a CATEGORY; GT needs a NUMBER or DATE.'],
    [
      where('Umsatz', 'CONTAINS', '5'),
      'BAD_USER_INPUT',
      '"Umsatz" is a NUMBER; CONTAINS needs a CATEGORY or TEXT.',
    ],
    [where('Umsatz', 'IS_KNOWN', '5'), 'BAD_USER_INPUT', 'IS_KNOWN is given a value; it takes none.'],
    [where('Umsatz', 'IN', '5'), 'BAD_USER_INPUT', 'IN is given a single value; it needs 1..100 values.'],
    [where('Umsatz', 'EQ'), 'BAD_USER_INPUT', 'EQ is given none; it needs one value.'],
    [{ segmentK: 11 }, 'BAD_USER_INPUT', 'segmentK is 11; it must be 2..10.'],
    [{ segmentKeys: [] }, 'BAD_USER_INPUT', 'segmentKeys has 0 entries; it must have 1..100.'],
    [{ anyOf: [{ minProbability: 2 }] }, 'BAD_USER_INPUT', 'minProbability is 2; it must be 0..1.'],
    [
      { anyOf: [{ anyOf: [{ anyOf: [{ anyOf: [{ left: true }] }] }] }] },
      'BAD_USER_INPUT',
      'anyOf is nested 4 deep; it may be 3.',
    ],
  ] as const)('refuses %j and says why', async (filter, code, message) => {
    const { errors } = await app.ask(PageQuery, { id: datasetId, filter: filter as Filter });
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(errors![0]!.message).toMatch(message);
  });
});

describe('a list of alternatives', () => {
  it('holds those who meet one of them, beside all that is said above', () =>
    expectThose(
      {
        where: [{ column: 'aktiv', operator: 'EQ', value: 'ja' }],
        anyOf: [
          where('Tarif', 'EQ', 'basic'),
          { where: [{ column: 'Besuche', operator: 'GTE', value: '40' }], search: 'k1' },
          { anyOf: [where('Kundennr', 'EQ', 'k003'), where('Kundennr', 'EQ', 'k004')] },
        ],
      },
      ({ active, plan, visits, id }) =>
        active && (plan === 'basic' || (visits >= 40 && id.includes('k1')) || id === 'k003' || id === 'k004'),
    ));

  it('may be of segments and scores', async () => {
    const all = [];
    for (const search of ['k0', 'k1', 'k2', 'k3']) all.push(...(await list({ search })).edges);
    expect(all).toHaveLength(SIZE);
    const [first, second] = [...new Set(all.map(({ node }) => node.segment!.key))] as [string, string];
    const found = new Map(all.map(({ node }) => [node.externalId, node]));
    const keyOf = ({ id }: Row) => found.get(id)!.segment!.key;
    const bandOf = ({ id }: Row) => found.get(id)!.churn!.riskBand;
    await expectThose({ segmentKeys: [first, second] }, (row) => [first, second].includes(keyOf(row)));
    await expectThose({ segmentKeys: [first, second], segmentKey: first }, (row) => keyOf(row) === first);
    await expectThose({ segmentKeys: ['none'] }, () => false);
    await expectThose({ riskBands: ['HIGH', 'LOW'] }, (row) => bandOf(row) !== 'MEDIUM');
    await expectThose(
      {
        anyOf: [
          { segmentKey: first, riskBand: 'HIGH' },
          { segmentKeys: [second], left: true },
        ],
      },
      (row) => (keyOf(row) === first && bandOf(row) === 'HIGH') || (keyOf(row) === second && row.churned),
    );
  });
});

function writeCsv(folder: string, text: string): string {
  const file = join(folder, 'list.csv');
  writeFileSync(file, text);
  return file;
}

describe('a list as CSV', () => {
  const download = async (query: string) => {
    const response = await app.fetch(`/datasets/${datasetId}/customers.csv${query}`);
    return {
      status: response.status,
      text: await response.text(),
      type: response.headers.get('content-type'),
    };
  };

  it('has the columns that are asked for, decimals as they are asked for, and a name of its own', async () => {
    const [head] = (await download('')).text.split('\n');
    const [id, , some] = head!.split(',');
    const query = new URLSearchParams({
      columns: JSON.stringify(['churn_probability', some]),
      decimal: ',',
      list: 'High risk',
    });
    const response = await app.fetch(`/datasets/${datasetId}/customers.csv?${query}`);
    const [names, first] = (await response.text()).split('\n');
    expect(names).toBe([id, 'churn_probability', some].join(';'));
    expect(first!.split(';')[1]).toMatch(/^(0,\d+)?$/);
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[a-z0-9-]+-high-risk-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const refused = await download(`?columns=${encodeURIComponent('["nothing"]')}`);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('columns names')]);
  });

  it('has every customer once, with attributes, segment and score', async () => {
    const { status, text, type } = await download('');
    expect([status, type]).toEqual([200, 'text/csv; charset=utf-8']);
    const [header, ...lines] = text.trimEnd().split('\n');
    expect(header).toBe(
      'Kundennr,Umsatz,Kunde seit,Tarif,aktiv,churned,Besuche,segment,churn_probability,risk_band,has_left,held_out_of',
    );
    expect(lines.map((line) => line.slice(0, 4))).toEqual(rows.map(({ id }) => id));
    expect(lines[2]).toMatch(
      /^k002,74\.5,2023-03-03,premium “gold”,false,\w+,26,.+,0\.\d+,(LOW|MEDIUM|HIGH),\w+,$/,
    );
  });

  it('has the rows of the list with the same filter and order', async () => {
    const filter = { where: [{ column: 'Besuche', operator: 'GTE', value: '20' }], left: false };
    const query = `?orderBy=CHURN_PROBABILITY_DESC&filter=${encodeURIComponent(JSON.stringify(filter))}`;
    const lines = (await download(query)).text.trimEnd().split('\n').slice(1);
    const { edges, totalCount } = await list(filter as Filter, 'CHURN_PROBABILITY_DESC');
    expect(lines).toHaveLength(totalCount);
    expect(lines.slice(0, 100).map((line) => line.slice(0, 4))).toEqual(
      edges.map(({ node }) => node.externalId),
    );
  });

  it('has no cell that a spreadsheet takes for a formula, and leaves negative numbers alone', async () => {
    const csv =
      'id,note,amount\na,"=HYPERLINK(""http://x"")",-5\nb,@sum,7\nc,-,8\nd,"two\nlines, ""quoted""",9\n';
    const other = await importCsv(app, csv, { columns: [{ name: 'note', role: 'IGNORED', type: 'TEXT' }] });
    const text = await (await app.fetch(`/datasets/${other}/customers.csv`)).text();
    expect(text).toContain(`a,"'=HYPERLINK(""http://x"")",-5,`);
    expect(text).toContain(`b,'@sum,7,`);
    expect(text).toContain('d,"two\nlines, ""quoted""",9,');
  });

  it('is the same as Parquet, with the types of the columns', async () => {
    const query = `?filter=${encodeURIComponent('{"where":[{"column":"Besuche","operator":"LT","value":"25"}]}')}`;
    const answer = await app.fetch(`/datasets/${datasetId}/customers.parquet${query}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/vnd.apache.parquet',
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-parquet-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'list.parquet');
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const types = await connection.runAndReadAll(`describe select * from '${file}'`);
    expect(types.getRows().map(([name, type]) => [name, type])).toEqual([
      ['Kundennr', 'VARCHAR'],
      ['Umsatz', 'DOUBLE'],
      ['Kunde seit', 'DATE'],
      ['Tarif', 'VARCHAR'],
      ['aktiv', 'BOOLEAN'],
      ['churned', 'BOOLEAN'],
      ['Besuche', 'DOUBLE'],
      ['segment', 'VARCHAR'],
      ['churn_probability', 'DOUBLE'],
      ['risk_band', 'VARCHAR'],
      ['has_left', 'BOOLEAN'],
      ['held_out_of', 'VARCHAR'],
    ]);
    const read = await connection.runAndReadAll(`select * from '${file}'`);
    const cells = read.getRows().map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
    const { text } = await download(query);
    const fromCsv = await connection.runAndReadAll(
      `select * from read_csv('${writeCsv(folder, text)}', all_varchar = true, header = true)`,
    );
    expect(cells).toEqual(
      fromCsv.getRows().map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
    );
    connection.closeSync();
    instance.closeSync();
    const left = readdirSync(join(app.storage.dataDir, 'work'));
    expect(left).toEqual([]);
  });

  it.each([
    ['?filter={', 400, /filter is no JSON/],
    ['?filter={"colour":"red"}', 400, /"colour" is not defined by type "CustomerFilter"/],
    ['?filter={"riskBand":"HUGE"}', 400, /HUGE/],
    ['?filter={"where":[{"column":"Farbe","operator":"IS_KNOWN"}]}', 400, /"Farbe" is not a column/],
    ['?orderBy=SIDEWAYS', 400, /orderBy is "SIDEWAYS"; it must be one of EXTERNAL_ID_ASC/],
  ])('is refused for %s', async (query, status, message) => {
    const answer = await download(encodeURI(query));
    expect(answer.status).toBe(status);
    expect((JSON.parse(answer.text) as { message: string }).message).toMatch(message);
  });

  it('is no stranger’s, and no dataset that a key is not for', async () => {
    const path = `${app.url}/datasets/${datasetId}/customers.csv`;
    expect((await fetch(path)).status).toBe(401);
    const other = await importCsv(app, 'id,a\nx,1\ny,2\n');
    const { createApiKey } = await app.query<{ createApiKey: { secret: string } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { name: 'other', role: 'VIEWER', datasetIds: [other] } },
    );
    const headers = { authorization: `Bearer ${createApiKey.secret}` };
    expect((await fetch(path, { headers })).status).toBe(404);
    expect((await fetch(`${app.url}/datasets/${other}/customers.csv`, { headers })).status).toBe(200);
  });
});
