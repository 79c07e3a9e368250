import { describe, expect, it } from 'vitest';
import { toCsv, toTabs } from './chart-table';

describe('the CSV of a chart', () => {
  it('has a header, a row a line, and empty cells for what is missing', () => {
    expect(
      toCsv({
        columns: ['k', 'silhouette'],
        rows: [
          [2, 0.34],
          [3, null],
        ],
      }),
    ).toBe('k,silhouette\r\n2,0.34\r\n3,\r\n');
  });

  it('quotes what would break the line', () => {
    expect(toCsv({ columns: ['name'], rows: [['High spenders, "no" children']] })).toBe(
      'name\r\n"High spenders, ""no"" children"\r\n',
    );
  });

  it('runs no formula in a spreadsheet, and keeps negative numbers', () => {
    expect(toCsv({ columns: ['a'], rows: [['\u2066=1+1\u2069'], ['\u20668.2 %\u2069']] })).toBe(
      "a\r\n'=1+1\r\n8.2 %\r\n",
    );
    expect(toCsv({ columns: ['a', 'b'], rows: [['=1+1', -4]] })).toBe("a,b\r\n'=1+1,-4\r\n");
  });
});

describe('the CSV of a chart where numbers have a decimal comma', () => {
  it('has semicolons between its cells', () => {
    const table = {
      columns: ['k', 'a;b'],
      rows: [
        [2, 0.34],
        ['8,2 %', null],
      ],
    };
    expect(toCsv(table, ',')).toBe('k;"a;b"\r\n2;0,34\r\n8,2 %;\r\n');
  });
});

describe('a table on the clipboard', () => {
  it('has its cells between tabs, which no cell breaks and no formula gets into', () => {
    expect(
      toTabs({
        columns: ['name', 'change'],
        rows: [
          ['a\tb\nc', -4],
          ['=1+1', null],
        ],
      }),
    ).toBe("name\tchange\na b c\t-4\n'=1+1\t");
  });

  it('has a decimal comma where the spreadsheet of its reader has one: it would take 1.5 for the first of May', () => {
    expect(toTabs({ columns: ['k', 'silhouette'], rows: [[2, 1.5]] }, ',')).toBe('k\tsilhouette\n2\t1,5');
  });
});
