import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const PREVIEW = `query ($id: ID!, $columns: [ColumnInput!]) { uploadPreview(uploadId: $id, columns: $columns) {
  warnings columns { name type lowest highest histogram
    formatQuestion { sentence examples choices { decimalSeparator dateFormat meanings } } } } }`;

interface Question {
  sentence: string;
  examples: string[];
  choices: { decimalSeparator: string | null; dateFormat: string | null; meanings: string[] }[];
}
interface PreviewColumn {
  name: string;
  type: string;
  lowest: string | null;
  highest: string | null;
  histogram: number[];
  formatQuestion: Question | null;
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

async function preview(csv: string, columns: object[] = []) {
  const id = await upload(app, csv);
  const { uploadPreview } = await app.query<{
    uploadPreview: { warnings: string[]; columns: PreviewColumn[] };
  }>(PREVIEW, { id, columns });
  const column = (name: string) => uploadPreview.columns.find((found) => found.name === name)!;
  return { warnings: uploadPreview.warnings, column };
}

const file = (header: string, row: (i: number) => string, rows = 40) =>
  `${header}\n${Array.from({ length: rows }, (_, i) => row(i)).join('\n')}\n`;
const two = (value: number) => String(value).padStart(2, '0');

describe('a preview asks how values are meant that can be read in two ways', () => {
  const dates = file('id,joined', (i) => `c${i},${two((i % 12) + 1)}/${two(((i + 1) % 12) + 1)}/2023`);

  it('with two dates of the file and what they would be', async () => {
    const { warnings, column } = await preview(dates);
    const { formatQuestion: question } = column('joined');
    expect(question).toMatchObject({
      examples: ['01/02/2023', '02/03/2023'],
      choices: [
        { dateFormat: 'dd-mm-yyyy', decimalSeparator: null, meanings: ['2023-02-01', '2023-03-02'] },
        { dateFormat: 'mm-dd-yyyy', decimalSeparator: null, meanings: ['2023-01-02', '2023-02-03'] },
      ],
    });
    expect(warnings).toContain(question!.sentence);
  });

  it('and no more once it was answered', async () => {
    const answered = [{ name: 'joined', role: 'FEATURE', dateFormat: 'mm-dd-yyyy' }];
    const { warnings, column } = await preview(dates, answered);
    expect(column('joined').formatQuestion).toBeNull();
    expect(warnings.filter((warning) => warning.includes('joined'))).toEqual([]);
  });

  it('with numbers, but not with one that means the same in both ways', async () => {
    const numbers = file('id;kg', (i) => `c${i};${i === 0 ? '0' : `${1 + (i % 9)}.${100 + i}`}`);
    const { column } = await preview(numbers);
    expect(column('kg').formatQuestion).toMatchObject({
      examples: ['2.101', '3.102'],
      choices: [
        { decimalSeparator: '.', dateFormat: null, meanings: ['2.101', '3.102'] },
        { decimalSeparator: ',', dateFormat: null, meanings: ['2101', '3102'] },
      ],
    });
  });

  it('and nothing where the column itself proves it', async () => {
    const { column } = await preview(`${dates}z,25/12/2023\n`);
    expect(column('joined').formatQuestion).toBeNull();
  });
});

// Both counted here and counted in DuckDB.
describe.each([40, 4000])('a preview of %i rows shows how values are spread', (rows) => {
  it('from the lowest to the highest number and date, and by level', async () => {
    const csv = file(
      'id,amount,day,plan',
      (i) =>
        `c${i},${i % 40 === 7 ? 666 : (i % 40) - 5},2024-01-${two((i % 28) + 1)},${i % 4 === 0 ? 'plus' : 'basic'}`,
      rows,
    );
    const { column } = await preview(csv);
    expect(column('amount')).toMatchObject({ lowest: '-5', highest: '666' });
    const { histogram } = column('amount');
    expect(histogram).toHaveLength(12);
    expect(histogram[0]! / histogram.reduce((sum, count) => sum + count)).toBeCloseTo(39 / 40, 5);
    expect(column('day')).toMatchObject({ lowest: '2024-01-01', highest: '2024-01-28' });
    expect(column('plan')).toMatchObject({ lowest: null, histogram: [(3 * rows) / 4, rows / 4] });
    expect(column('id')).toMatchObject({ lowest: null, highest: null, histogram: [] });
  });
});
