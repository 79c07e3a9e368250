import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../../test/read-bytes.js';

const rows = (delimiter: string, count = 30) =>
  Array.from({ length: count }, (_, i) =>
    [`K${i}`, 20 + (i % 40), `${i}.5`, i % 2 ? 'yes' : 'no'].join(delimiter),
  );
const header = (delimiter: string) => ['customer_id', 'age', 'spend', 'churn'].join(delimiter);
const table = (delimiter: string) => [header(delimiter), ...rows(delimiter)].join('\n');

describe('the delimiter', () => {
  it.each([',', ';', '\t', '|', '^', '~', '#', ':', '||', '\x01'])('%j is found', async (delimiter) => {
    const result = await readBytes(table(delimiter));
    expect(result.delimiter).toBe(delimiter);
    expect(result.names).toEqual(['customer_id', 'age', 'spend', 'churn']);
    expect(result.rows[1]).toEqual(['K1', '21', '1.5', 'yes']);
  });

  it.each(['!', '$', '/', '*', 'x', '::'])('%j is taken if it is given', async (delimiter) => {
    expect((await readBytes(table(delimiter), { delimiter })).rows[1]).toEqual(['K1', '21', '1.5', 'yes']);
  });

  it('may be blanks, aligned or not', async () => {
    const cdnow =
      ' 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73\r\n 00021 0002 19970101 11  163.34\r\n';
    expect((await readBytes(cdnow)).rows[2]).toEqual(['00021', '0002', '19970101', '11', '163.34']);
    const aligned = 'id    city      age\nK1    New York  20\nK2    Graz      30\nK3    San Jose  40\n';
    expect((await readBytes(aligned)).rows[0]).toEqual(['K1', 'New York', '20']);
  });

  it('is what the first line says', async () => {
    const { delimiter, names, lines } = await readBytes(`sep=;\r\n${table(';')}`);
    expect({ delimiter, first: names[0], above: lines.skipped }).toEqual({
      delimiter: ';',
      first: 'customer_id',
      above: 1,
    });
  });

  it('is not the decimal comma', async () => {
    const { delimiter } = await readBytes('a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n7,5;8,5;9,5\n');
    expect(delimiter).toBe(';');
  });

  it('is not a blank between words', async () => {
    await expect(readBytes('name\nJohn Smith\nAnn Jones\nTom Brown\n')).rejects.toMatchObject({
      code: 'TOO_FEW_COLUMNS',
    });
  });
});

describe('the header', () => {
  const names = async (text: string) => (await readBytes(text)).names;
  const NAMES = ['customer_id', 'age', 'spend', 'churn'];

  it.each([
    ['a title', `Customers of 2024\n${table(',')}`],
    ['a title padded with delimiters', `Customers of 2024,,,\n,,,\n${table(',')}`],
    ['a title and a blank line', `Customers of 2024\n\n${table(',')}`],
    ['an author and a date', `Author,Jim\nDate,2024-05-01\n\n${table(',')}`],
    ['comments', `# exported by the CRM\n# on Monday\n${table(',')}`],
  ])('stands below %s', async (_what, text) => {
    const result = await readBytes(text);
    expect(result.names).toEqual(NAMES);
    expect(result.rows).toHaveLength(30);
    expect(result.lines.skipped).toBeGreaterThan(0);
  });

  it('is one delimiter shorter or longer than the rows', async () => {
    expect(await names([header(','), ...rows(',').map((row) => `${row},`)].join('\n'))).toEqual(NAMES);
    expect(await names([`${header(',')},`, ...rows(',')].join('\n'))).toEqual(NAMES);
    expect(await names([`${header(',')},`, ...rows(',').map((row) => `${row},`)].join('\n'))).toEqual(NAMES);
  });

  it('lacks the name of numbered rows, as R writes it', async () => {
    const text = ['age,spend,churn', ...rows(',').map((row) => row.replace('K', ''))].join('\n');
    expect(await names(text)).toEqual(['column_1', 'age', 'spend', 'churn']);
    expect(await names([`,${header(',')}`, ...rows(',').map((row, i) => `${i},${row}`)].join('\n'))).toEqual([
      'column_1',
      ...NAMES,
    ]);
  });

  it('has numbered questions', async () => {
    const body = Array.from({ length: 20 }, (_, i) => `R${i},${i % 5},${i % 3},${i % 2}`);
    expect(await names(['id,1,2,3', ...body].join('\n'))).toEqual(['id', '1', '2', '3']);
  });

  it('is missing where words come again in their columns', async () => {
    const body = Array.from(
      { length: 40 },
      (_, i) => `Ann${'abcdefghij'[i % 10]},${i % 2 ? 'Graz' : 'Kiel'},${i % 3 ? 'pro' : 'basic'}`,
    );
    expect((await readBytes(body.join('\n'))).hasHeader).toBe(false);
  });

  it('has years', async () => {
    expect(await names('customer,2022,2023\nA,1,2\nB,3,4\nC,5,6\n')).toEqual(['customer', '2022', '2023']);
  });

  it('is text over text', async () => {
    const { names: found, rows: taken } = await readBytes(
      'name,colour,shape\na,red,round\nb,red,flat\nc,blue,flat\n',
    );
    expect(found).toEqual(['name', 'colour', 'shape']);
    expect(taken).toHaveLength(3);
  });

  it('is missing where the first row is one like the others', async () => {
    const { hasHeader, rows: taken } = await readBytes(rows(',').join('\n'));
    expect({ hasHeader, rows: taken.length }).toEqual({ hasHeader: false, rows: 30 });
  });

  it('is kept where the rows grow wider far below', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) =>
      i < 1000 ? `K${i},${i % 90}` : `K${i},${i % 90},${i % 7}`,
    );
    const result = await readBytes(['customer_id,age', ...lines].join('\n'));
    expect(result.names).toEqual(['customer_id', 'age', 'column_3']);
    expect(result.rows).toHaveLength(30_000);
    expect(result.shortRows).toBe(1000);
    expect(result.lines.skipped).toBe(0);
  });

  it('numbers names that come again, also in other case, and reserved ones', async () => {
    const { names: found, warnings } = await readBytes('id,a, A ,a_2,\u200bb\u00a0,__proto__\n1,2,3,4,5,6\n');
    expect(found).toEqual(['id', 'a', 'A_3', 'a_2', 'b', '__proto___2']);
    expect(warnings).toHaveLength(2);
  });
});
