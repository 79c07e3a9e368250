import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileBody, importCsv, importUpload, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

const DATASET = `query ($id: ID!) {
  dataset(id: $id) {
    name status customerCount rejectedRowCount
    rejectedRows { edges { node { line cause text } } totalCount }
    columns { name type role missingCount distinctCount mean standardDeviation min max median topValues { value count } histogram(bins: 4) { binEdges counts } }
  }
}`;

interface DatasetAnswer {
  dataset: {
    name: string;
    status: string;
    customerCount: number;
    rejectedRowCount: number;
    rejectedRows: { edges: { node: { line: number; cause: string; text: string } }[]; totalCount: number };
    columns: { name: string; type: string; role: string; [figure: string]: unknown }[];
  };
}

async function readDataset(id: string) {
  return (await app.query<DatasetAnswer>(DATASET, { id })).dataset;
}

async function attributesOf(datasetId: string, externalId: string) {
  const { customer } = await app.query<{ customer: { attributes: Record<string, unknown> } | null }>(
    'query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) { attributes } }',
    { datasetId, externalId },
  );
  return customer?.attributes;
}

async function preview(uploadId: string) {
  return app.ask<{
    uploadPreview: {
      dialect: Record<string, unknown>;
      columns: { name: string; type: string; suggestedRole: string; reason: string }[];
      rows: string[][];
      rowCount: number | null;
      warnings: string[];
    };
  }>(
    `query ($uploadId: ID!) { uploadPreview(uploadId: $uploadId) {
      fileName byteSize dialect { delimiter quote encoding hasHeader decimalSeparator dateFormat }
      columns { name type suggestedRole reason missingCount distinctCount examples } rows rowCount warnings } }`,
    { uploadId },
  );
}

const shop = [
  'Customer ID;Seit;Umsatz;Newsletter;Stadt;churned',
  'A-1;03.02.2021;1.234,50;ja;Köln;0',
  'A-2;28.02.2022;99,9;nein;Bonn;1',
  'A-3;;7;ja;;0',
  'A-4;31.02.2022;12;nein;Bonn;0',
  'A-1;01.03.2022;5;ja;Köln;0',
  'A-5;01.03.2022;5;ja;Köln;0;surplus',
  'A-6;01.04.2022;viel;ja;Köln;0',
  ';01.04.2022;8;ja;Köln;0',
  'A-7;02.04.2022;10.000,25;nein;Bonn;1',
].join('\r\n');
/** Types for the few rows of `shop`, in which one odd value is more than the two of a hundred that detection tolerates. */
const shopColumns = [
  { name: 'Customer ID', role: 'CUSTOMER_ID' },
  { name: 'Seit', role: 'FEATURE', type: 'DATE' },
  { name: 'Umsatz', role: 'MONETARY_VALUE', type: 'NUMBER' },
];

describe('an import', () => {
  let id: string;
  beforeAll(async () => {
    id = await importCsv(app, Buffer.from(shop, 'latin1'), {
      name: '  Shop  ',
      columns: shopColumns,
      dialect: { dateFormat: 'dd.mm.yyyy' },
      duplicateCustomers: 'FIRST_WINS',
    });
  });

  it('makes a dataset that is ready', async () => {
    expect(await readDataset(id)).toMatchObject({ name: 'Shop', status: 'READY', customerCount: 4 });
  });

  it('reads numbers, dates, yes and no, and letters as the file writes them', async () => {
    expect(await attributesOf(id, 'A-1')).toEqual({
      Seit: '2021-02-03',
      Umsatz: 1234.5,
      Newsletter: true,
      Stadt: 'Köln',
      churned: false,
    });
    expect(await attributesOf(id, 'A-7')).toMatchObject({
      Umsatz: 10000.25,
      Newsletter: false,
      churned: true,
    });
  });

  it('has null for a missing value', async () => {
    expect(await attributesOf(id, 'A-3')).toMatchObject({ Seit: null, Stadt: null });
  });

  it('reports the line and cause of every rejected row', async () => {
    const { rejectedRowCount, rejectedRows } = await readDataset(id);
    expect(rejectedRowCount).toBe(5);
    expect(rejectedRows.edges.map(({ node }) => [node.line, node.cause])).toEqual([
      [5, 'Seit: expected a date like dd-mm-yyyy from 1000 to 9999, found "31.02.2022"'],
      [6, 'Customer ID: expected a unique id, found "A-1" from an earlier row'],
      [7, 'expected 6 fields, found 7'],
      [8, 'Umsatz: expected a number like 1234,5 from -1e15 to 1e15, found "viel"'],
      [9, 'Customer ID: expected a customer id of 1..200 characters, found none'],
    ]);
    expect(rejectedRows.edges[2]!.node.text).toBe('A-5;01.03.2022;5;ja;Köln;0;surplus');
    expect(rejectedRows.edges[3]!.node.text).toBe('A-6;01.04.2022;viel;ja;Köln;0');
  });

  it('computes the figures of its columns', async () => {
    const columns = new Map((await readDataset(id)).columns.map((column) => [column.name, column]));
    expect(columns.get('Umsatz')).toMatchObject({
      type: 'NUMBER',
      role: 'MONETARY_VALUE',
      missingCount: 0,
      distinctCount: 4,
      min: 7,
      max: 10000.25,
      median: (99.9 + 1234.5) / 2,
      mean: (1234.5 + 99.9 + 7 + 10000.25) / 4,
    });
    expect((columns.get('Umsatz')!.histogram as { counts: number[] }).counts).toEqual([3, 0, 0, 1]);
    expect(columns.get('Stadt')).toMatchObject({
      missingCount: 1,
      mean: null,
      histogram: null,
      topValues: [
        { value: 'Bonn', count: 2 },
        { value: 'Köln', count: 1 },
      ],
    });
  });

  it('guesses roles by name and values', async () => {
    const roles = (await readDataset(id)).columns.map(({ role }) => role);
    expect(roles).toEqual(['CUSTOMER_ID', 'FEATURE', 'MONETARY_VALUE', 'FEATURE', 'FEATURE', 'CHURN_LABEL']);
  });

  it('leaves no upload and no work behind', () => {
    expect(readdirSync(join(app.storage.dataDir, 'uploads'))).toEqual([]);
    expect(readdirSync(join(app.storage.dataDir, 'work'))).toEqual([]);
  });

  it('writes one column file and notes its hash', async () => {
    const key = Buffer.from(id, 'base64url').toString().slice('Dataset:'.length);
    const [snapshot] = await app.dataSource.query(
      'select path, sha256, rows, revision from snapshots where dataset_id = $1',
      [key],
    );
    const bytes = readFileSync(join(app.storage.dataDir, snapshot.path));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(snapshot.sha256);
    expect(readdirSync(join(app.storage.dataDir, 'snapshots', key))).toHaveLength(1);
  });

  it('counts the rows if no column is an id', async () => {
    const without = await importCsv(app, 'a,b\n5,x\n6,y\n');
    expect(await attributesOf(without, '2')).toEqual({ a: 6, b: 'y' });
  });

  it('keeps an id as it is written', async () => {
    const zeros = await importCsv(app, 'id,a\n007,1\n7,2\n');
    expect(await attributesOf(zeros, '007')).toEqual({ a: 1 });
    expect(await attributesOf(zeros, '7')).toEqual({ a: 2 });
  });

  it('accepts quotes, delimiters and line ends inside fields, and knows the line after them', async () => {
    const quoted = await importCsv(app, 'id,note\n1,"a ""b"", c\nd"\n2,plain\n3,too,many\n');
    expect(await attributesOf(quoted, '1')).toEqual({ note: 'a "b", c\nd' });
    const { rejectedRows } = await readDataset(quoted);
    expect(rejectedRows.edges[0]!.node).toEqual({
      line: 5,
      cause: 'expected 2 fields, found 3',
      text: '3,too,many',
    });
  });

  it('fails without customers if every row is rejected', async () => {
    const answer = await importUpload(app, await upload(app, 'id,a\nx,1\ny,2\n'), {
      columns: [{ name: 'id', role: 'FEATURE', type: 'NUMBER' }],
    });
    const { state, error } = await app.settled(answer.job!.id);
    expect({ state, code: error?.code }).toEqual({ state: 'FAILED', code: 'NO_ROWS' });
    expect(error?.message).toBe(
      '0 of 2 rows can be imported; at least 1 must be. Line 2: id: expected a number like 1234.5 from -1e15 to 1e15, found "x".',
    );
    expect(await readDataset(answer.dataset!.id)).toMatchObject({
      status: 'FAILED',
      customerCount: 0,
      columns: [],
    });
  });

  it('refuses unknown columns and roles that are used twice', async () => {
    const uploadId = await upload(app, 'id,a,b\n1,2,3\n');
    const ask = (columns: object[]) => importUpload(app, uploadId, { columns });
    expect((await ask([{ name: 'c', role: 'FEATURE' }])).userErrors).toEqual([
      {
        code: 'UNKNOWN_COLUMN',
        field: ['columns', '0', 'name'],
        message: '"c" is not a column of the file; its columns are "id", "a", "b".',
      },
    ]);
    const twice = [
      { name: 'a', role: 'CUSTOMER_ID' },
      { name: 'b', role: 'CUSTOMER_ID' },
    ];
    expect((await ask(twice)).userErrors[0]).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: ['columns', '1', 'role'],
    });
  });
});

describe('a preview', () => {
  it('shows dialect, types, roles with reasons and the first rows', async () => {
    const { data } = await preview(await upload(app, Buffer.from(shop, 'latin1')));
    const { dialect, columns, rows, rowCount, warnings } = data!.uploadPreview;
    expect(dialect).toEqual({
      delimiter: ';',
      quote: '"',
      encoding: 'windows-1252',
      hasHeader: true,
      decimalSeparator: ',',
      dateFormat: null,
    });
    expect(columns[5]).toMatchObject({
      name: 'churned',
      type: 'BOOLEAN',
      suggestedRole: 'CHURN_LABEL',
      reason: 'named like a churn label, with two values',
    });
    expect(rows[2]).toEqual(['A-3', '', '7', 'ja', '', '0']);
    expect(rowCount).toBe(8);
    expect(warnings).toContain('1 row cannot be imported: line 7, expected 6 fields, found 7.');
  });

  it('decides the order of day and month over the whole column', async () => {
    const days = Array.from({ length: 300 }, (_, i) => `${i},0${(i % 9) + 1}/0${(i % 7) + 1}/2024`);
    const ambiguous = await preview(await upload(app, `id,seen\n${days.join('\n')}\n`));
    expect(ambiguous.data!.uploadPreview.dialect.dateFormat).toBe('dd-mm-yyyy');
    expect(ambiguous.data!.uploadPreview.warnings[0]).toMatch(/can be read day first or month first/);
    const american = await preview(await upload(app, `id,seen\n${days.join('\n')}\n300,01/31/2024\n`));
    expect(american.data!.uploadPreview.dialect.dateFormat).toBe('mm-dd-yyyy');
    expect(american.data!.uploadPreview.warnings).toEqual([]);
  });

  it('does not find an upload under a made-up id', async () => {
    const { errors } = await preview('../../etc/passwd');
    expect(errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });
});

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), deflateSync(Buffer.alloc(5000, 7))]);
const manyColumns = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',');
const badFiles: [what: string, body: () => FileBody, code: string][] = [
  ['an empty file', () => '', 'EMPTY_FILE'],
  ['a file of blanks', () => '\n \n\t\n', 'EMPTY_FILE'],
  ['a header without rows', () => 'id,a,b\n', 'NO_ROWS'],
  ['a PNG', () => png, 'NOT_CSV'],
  [
    'a zip that is cut off',
    () => Buffer.from('PK\x03\x04\x14\x00\x00\x00\x08\x00abc', 'latin1'),
    'DAMAGED_FILE',
  ],
  [
    'bytes of no format',
    () => Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 37) % 256)),
    'NOT_CSV',
  ],
  ['a web page', () => '<!DOCTYPE html><html><body>a,b</body></html>', 'NOT_CSV'],
  ['one column', () => 'id\n1\n2\n3\n', 'TOO_FEW_COLUMNS'],
  ['10,000 columns', () => `${manyColumns}\n${manyColumns}\n`, 'TOO_MANY_COLUMNS'],
  [
    'a line of 100 MB',
    () => Buffer.concat([Buffer.from('id,a\n1,'), Buffer.alloc(100 * 1024 * 1024, 120)]),
    'LINE_TOO_LONG',
  ],
];

describe('a file that is not a customer table', () => {
  it.each(badFiles)(
    '%s is refused with its code by preview and import, and nothing is made',
    async (_what, body, code) => {
      const uploadId = await upload(app, body());
      const before = await app.query<{ datasets: { totalCount: number } }>('{ datasets { totalCount } }');
      expect((await preview(uploadId)).errors?.[0]?.extensions?.code).toBe(code);
      const { dataset, job, userErrors } = await importUpload(app, uploadId);
      expect({ dataset, job, code: userErrors[0]?.code, field: userErrors[0]?.field }).toEqual({
        dataset: null,
        job: null,
        code,
        field: ['uploadId'],
      });
      expect(await app.query('{ datasets { totalCount } }')).toEqual(before);
      expect((await app.fetch('/healthz')).status).toBe(200);
    },
  );
});

describe('a dialect', () => {
  const ASCII = 'it must be one ASCII character, and no line break.';

  it.each([
    [{ quote: 'é' }, `quote is "é"; ${ASCII}`, 'quote'],
    [{ quote: "''" }, `quote is "''"; ${ASCII}`, 'quote'],
    [{ delimiter: '→' }, `delimiter is "→"; ${ASCII}`, 'delimiter'],
    [{ delimiter: '\n' }, `delimiter is "\\n"; ${ASCII}`, 'delimiter'],
    [{ delimiter: '' }, `delimiter is ""; ${ASCII}`, 'delimiter'],
    [{ delimiter: ',', quote: ',' }, 'delimiter and quote are both ","; they must differ.', 'delimiter'],
    [{ quote: ',' }, 'delimiter and quote are both ","; they must differ.', 'delimiter'],
    [{ delimiter: '"' }, 'delimiter and quote are both "\\""; they must differ.', 'delimiter'],
  ])('%j is refused', async (dialect, message, name) => {
    const uploadId = await upload(app, 'id,a\n1,2\n2,3\n');
    const { userErrors } = await importUpload(app, uploadId, { dialect });
    expect(userErrors).toEqual([{ code: 'BAD_USER_INPUT', field: ['dialect', name], message }]);
  });

  it.each(['cesu8', 'utf7', 'ISO-8859-15'])('with the encoding %s is read to the end', async (encoding) => {
    const uploadId = await upload(app, 'id,a\n1,2\n2,3\n');
    const { job } = await importUpload(app, uploadId, { dialect: { encoding } });
    expect((await app.settled(job!.id)).state).toBe('COMPLETED');
  });
});

describe('an upload', () => {
  it('that announces too many bytes is refused before they are sent', async () => {
    const response = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(app.url);
      import('node:http').then(({ request }) => {
        const sent = request(
          {
            hostname,
            port,
            path: '/uploads',
            method: 'POST',
            headers: { authorization: `Bearer ${app.adminKey}`, 'content-length': String(5 * 1024 ** 3) },
          },
          (answer) => {
            let body = '';
            answer.on('data', (chunk) => (body += chunk));
            answer.on('end', () => {
              sent.destroy();
              resolve({ status: answer.statusCode ?? 0, body });
            });
          },
        );
        sent.on('error', reject);
        sent.write('id,a\n');
      }, reject);
    });
    expect(response.status).toBe(413);
    expect(JSON.parse(response.body)).toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
  });

  it('without a key is refused', async () => {
    const response = await fetch(`${app.url}/uploads?filename=a.csv`, {
      method: 'POST',
      body: 'id,a\n1,2\n',
    });
    expect(response.status).toBe(401);
  });

  it('that breaks off leaves nothing behind', async () => {
    const before = readdirSync(join(app.storage.dataDir, 'uploads'));
    const stop = new AbortController();
    const body = new ReadableStream({
      async pull(stream) {
        stream.enqueue(new TextEncoder().encode('id,a\n1,2\n'));
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
    });
    const sent = app.fetch('/uploads?filename=a.csv', {
      method: 'POST',
      body,
      duplex: 'half',
      signal: stop.signal,
    } as RequestInit);
    await expect.poll(() => readdirSync(join(app.storage.dataDir, 'uploads')).length).toBe(before.length + 1);
    stop.abort();
    await expect(sent).rejects.toThrow();
    await expect.poll(() => readdirSync(join(app.storage.dataDir, 'uploads'))).toEqual(before);
  });
});

describe('deleting a dataset', () => {
  it('for ever removes its customers and its files', async () => {
    const id = await importCsv(app, 'id,a\n1,2\n2,3\n');
    const key = Buffer.from(id, 'base64url').toString().slice('Dataset:'.length);
    const { deleteDataset } = await app.query<{ deleteDataset: { deletedDatasetId: string | null } }>(
      'mutation ($input: DeleteDatasetInput!) { deleteDataset(input: $input) { deletedDatasetId userErrors { code } } }',
      { input: { datasetId: id, forever: true } },
    );
    expect(deleteDataset.deletedDatasetId).toBe(id);
    expect(await app.query('query ($id: ID!) { dataset(id: $id) { name } }', { id })).toEqual({
      dataset: null,
    });
    expect(await app.dataSource.query('select 1 from customers where dataset_id = $1', [key])).toEqual([]);
    expect(existsSync(join(app.storage.dataDir, 'snapshots', key))).toBe(false);
  });
});
