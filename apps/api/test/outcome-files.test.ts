import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importCsv, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `c${i},${i},${i % 3 === 0 ? 'yes' : 'no'}`);
  datasetId = await importCsv(app, ['customer_id,spend,churned', ...rows].join('\n'));
});

interface Preview {
  columns: string[];
  idColumn: string | null;
  outcomeColumn: string | null;
  outcomeValues: string[];
  leftValue: string | null;
  matched: number;
  left: number;
  unknownCount: number;
  unknown: string[];
  rejectedCount: number;
  rejected: { line: number; cause: string }[];
  obstacle: string | null;
}
interface Imported {
  recorded: number;
  unknownCount: number;
  rejectedCount: number;
  userErrors: { field: string[]; message: string; code: string }[];
}

async function preview(uploadId: string, settings: object = {}): Promise<Preview> {
  const { outcomesPreview } = await app.query<{ outcomesPreview: Preview }>(
    `query ($input: OutcomesFileInput!) { outcomesPreview(input: $input) { columns idColumn outcomeColumn
      outcomeValues leftValue matched left unknownCount unknown rejectedCount rejected { line cause } obstacle } }`,
    { input: { datasetId, uploadId, ...settings } },
  );
  return outcomesPreview;
}

async function imported(uploadId: string, settings: object = {}): Promise<Imported> {
  const { importOutcomes } = await app.query<{ importOutcomes: Imported }>(
    `mutation ($input: ImportOutcomesInput!) { importOutcomes(input: $input) {
      recorded unknownCount rejectedCount userErrors { field message code } } }`,
    { input: { datasetId, uploadId, ...settings } },
  );
  return importOutcomes;
}

async function outcomesOf(externalId: string) {
  const { customer } = await app.query<{
    customer: { outcomes: { left: boolean; value: number | null; observedAt: string; source: string }[] };
  }>(
    `query ($datasetId: ID!, $externalId: String!) {
      customer(datasetId: $datasetId, externalId: $externalId) { outcomes { left value observedAt source } } }`,
    { datasetId, externalId },
  );
  return customer.outcomes;
}

const FILE = [
  'Customer ID;Churned;Found out;Brought',
  'c1;yes;31.10.2025;12,50',
  'c2;No;30.10.2025;',
  'nobody;yes;30.10.2025;1,00',
  'c3;;30.10.2025;1,00',
  'c4;NO;someday;1,00',
  'c5;no;30.10.2025;plenty',
  ';yes;30.10.2025;1,00',
  'c6;YES;30.10.2999;1,00',
  'c7;yes;29.10.2025;1.234,50',
  'c1;no;01.10.2025;3,00',
  'c8;yes;28.10.2025;2,00',
  'c9;no;27.10.2025;2,00',
].join('\n');
const COLUMNS = { observedAtColumn: 'Found out', valueColumn: 'Brought' };

describe('a file of outcomes', () => {
  it('is shown before it is recorded: who is known, who is not, and which lines are no outcome', async () => {
    const found = await preview(await upload(app, FILE), COLUMNS);
    expect(found).toMatchObject({
      idColumn: 'customer_id',
      outcomeColumn: 'churned',
      matched: 6,
      left: 3,
      unknownCount: 1,
      unknown: ['nobody'],
      rejectedCount: 5,
      obstacle: null,
    });
    expect(found.leftValue!.toLowerCase()).toBe('yes');
    expect(found.rejected).toEqual([
      { line: 5, cause: 'expected an outcome, found none' },
      { line: 6, cause: 'expected a date, found "someday"' },
      { line: 7, cause: 'expected a number, found "plenty"' },
      { line: 8, cause: 'expected a customer id of 1..200 characters, found none' },
      { line: 9, cause: 'expected a date that is not in the future, found "30.10.2999"' },
    ]);
    // Nothing was recorded.
    expect(await outcomesOf('c1')).toEqual([]);
  });

  it('is recorded once, and the outcome observed last counts', async () => {
    const uploadId = await upload(app, FILE);
    const first = await imported(uploadId, COLUMNS);
    expect(first).toEqual({ recorded: 6, unknownCount: 1, rejectedCount: 5, userErrors: [] });
    expect(await imported(uploadId, COLUMNS)).toEqual(first);
    expect(await outcomesOf('c1')).toEqual([
      { left: true, value: 12.5, observedAt: '2025-10-31T00:00:00.000Z', source: 'FILE' },
      { left: false, value: 3, observedAt: '2025-10-01T00:00:00.000Z', source: 'FILE' },
    ]);
    expect(await outcomesOf('c7')).toMatchObject([{ left: true, value: 1234.5 }]);
    expect(await outcomesOf('c3')).toEqual([]);
    expect((await imported(uploadId)).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  });

  it('asks where it does not know what means left, and takes what it is told', async () => {
    const uploadId = await upload(app, 'customer_id,result\nc1,A\nc2,B\nc3,C\nc4,A');
    const asked = await preview(uploadId);
    expect(asked).toMatchObject({ outcomeColumn: 'result', leftValue: null, matched: 0 });
    expect(asked.outcomeValues).toEqual(['A', 'B', 'C']);
    expect(asked.obstacle).toBe(
      'What means left in "result" is not known: it has "A", "B", "C"; leftValue must say it.',
    );
    expect((await imported(uploadId)).userErrors).toMatchObject([
      { code: 'BAD_USER_INPUT', field: ['uploadId'], message: asked.obstacle },
    ]);
    expect(await preview(uploadId, { leftValue: 'A' })).toMatchObject({
      matched: 4,
      left: 2,
      obstacle: null,
    });
    expect((await preview(uploadId, { leftValue: 'D' })).obstacle).toBe(
      'leftValue is "D", which "result" does not have; it must be one of its values.',
    );
    expect((await imported(uploadId, { leftValue: 'A' })).recorded).toBe(4);
  });

  it('turns around a column that says who stayed', async () => {
    const uploadId = await upload(app, 'customer_id,retained\nc1,1\nc2,0\nc3,1\nc4,1');
    expect(await preview(uploadId)).toMatchObject({ leftValue: '0', matched: 4, left: 1 });
  });

  it('refuses columns that it does not have', async () => {
    const uploadId = await upload(app, FILE);
    expect((await imported(uploadId, { idColumn: 'customer' })).userErrors).toEqual([
      {
        code: 'UNKNOWN_COLUMN',
        field: ['idColumn'],
        message:
          'idColumn is "customer"; the columns of the file are customer_id, churned, Found out, Brought.',
      },
    ]);
  });

  it('of which nobody is a customer is refused', async () => {
    const { obstacle } = await preview(await upload(app, 'customer_id,churned\nx1,yes\nx2,no\nx3,no'));
    expect(obstacle).toBe('0 rows are of customers; at least 1 must be.');
  });

  it('may have 20,000 rows', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `c${i % 60},${i % 2 === 0 ? 'yes' : 'no'}`);
    const { recorded } = await imported(await upload(app, ['customer_id,churned', ...rows].join('\n')));
    expect(recorded).toBe(20_000);
  });
});
