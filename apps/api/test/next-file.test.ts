import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { type FileBody, importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

interface Plan {
  created: number | null;
  updated: number | null;
  skipped: number | null;
  rejected: number | null;
  removed: number | null;
  newColumns: string[];
  missingColumns: string[];
  sameFileAs: { id: string } | null;
  obstacle: string | null;
}

let app: TestApp;
let into: string;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

const header = 'customer_id,spent,joined,plan,churn';
const row = (i: number, spent: string | number = (i * 37) % 101) =>
  `K${i},${spent},2024-0${1 + (i % 9)}-11,${['a', 'b'][i % 2]},${i % 4 ? 'no' : 'yes'}`;
const rows = Array.from({ length: 60 }, (_, i) => row(i));
beforeEach(async () => {
  into = await importCsv(app, [header, ...rows].join('\n'));
});

async function planOf(uploadId: string, settings: Record<string, unknown> = {}): Promise<Plan> {
  const { uploadPreview } = await app.query<{ uploadPreview: { plan: Plan } }>(
    `query ($id: ID!, $intoDatasetId: ID, $mode: ImportMode, $duplicateCustomers: DuplicateCustomers, $columns: [ColumnInput!]) {
      uploadPreview(uploadId: $id, intoDatasetId: $intoDatasetId, mode: $mode, duplicateCustomers: $duplicateCustomers, columns: $columns) {
        plan { created updated skipped rejected removed newColumns missingColumns obstacle sameFileAs { id } } } }`,
    { id: uploadId, ...settings },
  );
  return uploadPreview.plan;
}

/** What an import made of its file. */
async function outcomeOf(uploadId: string, settings: Record<string, unknown>) {
  const { dataset, job, userErrors } = await importUpload(app, uploadId, settings);
  expect(userErrors).toEqual([]);
  expect(await app.settled(job!.id)).toEqual({ state: 'COMPLETED', error: null });
  const { dataset: found } = await app.query<{
    dataset: { imports: { edges: { node: Record<string, never> & { lines: { repeats: number } } }[] } };
  }>(
    `query ($id: ID!) { dataset(id: $id) { imports(first: 1) { edges { node {
      createdCount updatedCount removedCount rejectedRowCount lines { repeats } } } } } }`,
    { id: dataset!.id },
  );
  const { createdCount, updatedCount, removedCount, rejectedRowCount, lines } = found.imports.edges[0]!.node;
  return {
    created: createdCount,
    updated: updatedCount,
    removed: removedCount,
    skipped: lines.repeats,
    rejected: rejectedRowCount - lines.repeats,
  };
}

async function customers(id = into): Promise<Record<string, Record<string, unknown>>> {
  const found: { external_id: string; attributes: Record<string, unknown> }[] = await app.dataSource.query(
    'select external_id, attributes from current_customers where dataset_id = $1 order by row',
    [fromGlobalId('Dataset', id)],
  );
  return Object.fromEntries(found.map((one) => [one.external_id, one.attributes]));
}

async function rejectedCsv(id = into): Promise<string> {
  const response = await app.fetch(`/datasets/${id}/rejected.csv`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  return response.text();
}

const next: FileBody = [
  header,
  ...rows.slice(0, 20).map((line) => line.replace(/,a,/, ',c,')),
  row(3, 333),
  row(100),
  row(100, 7),
  row(101, 'many'),
  'K102,1,2024-01-01',
  ',5,2024-01-01,a,no',
  'K103,"7,2024-01-01,a,no',
  'K104,5,2024-01-01,a,no,x',
  ',,,,',
  'Total,999,,,',
].join('\n');

describe('the next file of a dataset', () => {
  it.each(
    (['APPEND', 'REPLACE'] as const).flatMap((mode) =>
      (['LAST_WINS', 'FIRST_WINS', 'REJECT'] as const).map(
        (duplicateCustomers) => [mode, duplicateCustomers] as const,
      ),
    ),
  )('does by %s, %s exactly what its plan says', async (mode, duplicateCustomers) => {
    const uploadId = await upload(app, next);
    const settings = { intoDatasetId: into, mode, duplicateCustomers };
    const { created, updated, skipped, rejected, removed, ...rest } = await planOf(uploadId, settings);
    expect(rest).toMatchObject({ newColumns: [], missingColumns: [], obstacle: null });
    expect(await outcomeOf(uploadId, settings)).toEqual({ created, updated, skipped, rejected, removed });
    const rejects = duplicateCustomers === 'REJECT';
    expect({ created, updated, skipped, rejected, removed }).toEqual({
      created: rejects ? 1 : 2,
      updated: rejects ? 19 : 20,
      skipped: rejects ? 0 : 2,
      rejected: rejects ? 9 : 5,
      removed: mode === 'APPEND' ? 0 : rejects ? 41 : 40,
    });
    const stored = await customers();
    expect(stored.K3?.spent).toBe(
      { LAST_WINS: 333, FIRST_WINS: 10, REJECT: mode === 'APPEND' ? 10 : undefined }[duplicateCustomers],
    );
    expect(stored.K100?.spent).toBe({ LAST_WINS: 7, FIRST_WINS: 64, REJECT: undefined }[duplicateCustomers]);
  });

  it('is planned for a new dataset as well', async () => {
    const uploadId = await upload(app, next);
    const {
      newColumns: _,
      missingColumns: _none,
      sameFileAs: _same,
      obstacle,
      ...counts
    } = await planOf(uploadId);
    expect(obstacle).toBeNull();
    expect(await outcomeOf(uploadId, {})).toEqual(counts);
  });

  it('tells the rows that do not count, each with its line and which one counts', async () => {
    await importCsv(app, next, { intoDatasetId: into, mode: 'APPEND' });
    const { dataset } = await app.query<{
      dataset: { rejectedRows: { edges: { node: { line: number; cause: string; isRepeat: boolean } }[] } };
    }>(
      'query ($id: ID!) { dataset(id: $id) { rejectedRows(first: 100) { edges { node { line cause isRepeat } } } } }',
      { id: into },
    );
    const repeats = dataset.rejectedRows.edges.map(({ node }) => node).filter(({ isRepeat }) => isRepeat);
    expect(repeats).toEqual([
      {
        line: 5,
        isRepeat: true,
        cause: 'customer_id: expected a unique id, found "K3" again in a later row, which counts',
      },
      {
        line: 23,
        isRepeat: true,
        cause: 'customer_id: expected a unique id, found "K100" again in a later row, which counts',
      },
    ]);
  });

  it('is matched by the names of its columns, and what is new or missing is told', async () => {
    const uploadId = await upload(
      app,
      'Customer ID,SPENT,extra,joined,churn\nK1,5,x,2024-05-05,no\nK77,6,y,2024-05-05,yes\n',
    );
    const plan = await planOf(uploadId, { intoDatasetId: into });
    expect(plan).toMatchObject({ created: 1, updated: 1, newColumns: ['extra'], missingColumns: ['plan'] });
    const { uploadPreview } = await app.query<{
      uploadPreview: {
        warnings: string[];
        columns: { name: string; suggestedRole: string; reason: string }[];
      };
    }>(
      `query ($id: ID!, $into: ID) { uploadPreview(uploadId: $id, intoDatasetId: $into) { warnings columns { name suggestedRole reason } } }`,
      { id: uploadId, into },
    );
    expect(uploadPreview.columns.slice(0, 3)).toEqual([
      { name: 'customer_id', suggestedRole: 'CUSTOMER_ID', reason: 'as in the dataset' },
      { name: 'spent', suggestedRole: 'FEATURE', reason: 'as in the dataset' },
      { name: 'extra', suggestedRole: 'IGNORED', reason: 'the dataset does not have it' },
    ]);
    expect(uploadPreview.warnings).toContain(
      'The column "Customer ID" is taken for "customer_id" of the dataset.',
    );
    expect(await outcomeOf(uploadId, { intoDatasetId: into, mode: 'APPEND' })).toMatchObject({
      created: 1,
      updated: 1,
    });
    expect((await customers()).K1).toEqual({ spent: 5, joined: '2024-05-05', plan: null, churn: false });
  });

  it('is noticed if it is the same again', async () => {
    const body = [header, ...rows.slice(0, 31)].join('\n');
    const first = await importCsv(app, body);
    const uploadId = await upload(app, body);
    expect((await planOf(uploadId)).sameFileAs).toEqual({ id: first });
    const again = await importCsv(app, body);
    expect((await planOf(uploadId)).sameFileAs).toEqual({ id: again });
    expect((await planOf(uploadId, { intoDatasetId: first })).sameFileAs).toEqual({ id: first });
  });

  it('says why it cannot be imported', async () => {
    const uploadId = await upload(app, 'name,spent\nA,5\nB,6\n');
    expect(await planOf(uploadId, { intoDatasetId: into })).toMatchObject({
      ...{ created: null, updated: null, missingColumns: ['customer_id', 'joined', 'plan', 'churn'] },
      obstacle: expect.stringMatching(/^The file has no column "customer_id"/),
    });
  });
});

describe('rejected rows', () => {
  it('are given back as they came, with line and cause in front, and are taken once they are repaired', async () => {
    await importCsv(app, next, { intoDatasetId: into, mode: 'APPEND' });
    const csv = await rejectedCsv();
    expect(csv).toBe(
      [
        'line,cause,customer_id,spent,joined,plan,churn',
        '25,"spent: expected a number like 1234.5 from -1e15 to 1e15, found ""many""",K101,many,2024-03-11,b,no',
        '27,"customer_id: expected a customer id of 1..200 characters, found none",,5,2024-01-01,a,no',
        '28,"expected a closing quote, found none",K103,"""7",2024-01-01,a,no',
        '29,"expected 5 fields, found 6",K104,5,2024-01-01,a,no,x',
        '31,"expected a customer, found totals",Total,999,,,',
        '',
      ].join('\n'),
    );
    const repaired = csv
      .replace('many,2024', '42,2024')
      .replace('"""7"', '7')
      .replace('a,no,x', 'a,no')
      .replace(',,5,2024', ',K105,5,2024');
    const settings = { intoDatasetId: into, mode: 'APPEND' };
    expect(await outcomeOf(await upload(app, repaired), settings)).toEqual({
      ...{ created: 4, updated: 0, removed: 0, skipped: 0, rejected: 1 },
    });
    expect((await customers()).K101).toEqual({ spent: 42, joined: '2024-03-11', plan: 'b', churn: false });
  });

  it('are grouped by what has to be repaired', async () => {
    const id = await importCsv(
      app,
      `${header}\n${rows.join('\n')}\nK70,a\nK71,many,2024-01-01,a,no\nK72,few,2024-01-01,a,no\n,1,2024-01-01,a,no\n`,
      {
        columns: [
          { name: 'spent', role: 'FEATURE', type: 'NUMBER' },
          { name: 'customer_id', role: 'CUSTOMER_ID' },
        ],
      },
    );
    const { dataset } = await app.query<{
      dataset: { imports: { edges: { node: { rejectedCauses: object[] } }[] } };
    }>(
      'query ($id: ID!) { dataset(id: $id) { imports(first: 1) { edges { node { rejectedCauses { cause count firstLine example } } } } } }',
      { id },
    );
    const number = 'spent: expected a number like 1234.5 from -1e15 to 1e15';
    const person = 'customer_id: expected a customer id of 1..200 characters';
    expect(dataset.imports.edges[0]!.node.rejectedCauses).toEqual([
      { cause: number, count: 3, firstLine: 62, example: `${number}, found "a"` },
      { cause: person, count: 1, firstLine: 65, example: `${person}, found none` },
    ]);
  });

  it('are no formulas, and come back as they were', async () => {
    const ids = ['=1+A1', '+cmd', '-x', '@name', '+49 170 1', '-5'];
    const file = `customer_id;spent;churn\n${ids.map((id) => `${id};?!;no`).join('\n')}\n${rows.map((_, i) => `K${i};${i},5;no`).join('\n')}\n`;
    const id = await importCsv(app, file, {
      columns: [
        { name: 'spent', role: 'FEATURE', type: 'NUMBER' },
        { name: 'customer_id', role: 'CUSTOMER_ID' },
      ],
    });
    const csv = await rejectedCsv(id);
    const cells = csv
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(-3)[0]);
    expect(cells).toEqual(["'=1+A1", "'+cmd", "'-x", "'@name", '+49 170 1', '-5']);
    await importCsv(app, csv.replaceAll(',?!,', ',"1,5",'), { intoDatasetId: id, mode: 'APPEND' });
    const stored = await customers(id);
    expect(ids.map((one) => stored[one]?.spent)).toEqual(ids.map(() => 1.5));
  });

  it('are whole, however long', async () => {
    const note = 'x'.repeat(5000);
    const id = await importCsv(
      app,
      `${header},note\n${rows.map((line) => `${line},y`).join('\n')}\n${row(70, 'many')},${note}\n`,
    );
    expect(await rejectedCsv(id)).toContain(note);
  });

  it('are for those who may read the dataset', async () => {
    expect((await fetch(`${app.url}/datasets/${into}/rejected.csv`)).status).toBe(401);
    const { createApiKey } = await app.query<{ createApiKey: { secret: string } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      {
        input: {
          name: 'confined',
          role: 'VIEWER',
          datasetIds: [await importCsv(app, [header, ...rows].join('\n'))],
        },
      },
    );
    const headers = { authorization: `Bearer ${createApiKey.secret}` };
    expect((await fetch(`${app.url}/datasets/${into}/rejected.csv`, { headers })).status).toBe(404);
  });
});
