import { withoutMarks } from '#lib/words/marks.ts';

/** A chart's figures as a table: shown by "view as table" and downloaded as CSV. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Characters that start a formula in a spreadsheet. */
const FORMULA = /^[=+\-@\t\r]/;

/** What a cell says where no formula may run. */
function plain(value: string | number | null, decimal: '.' | ',' = '.'): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', decimal);
  const text = withoutMarks(value);
  return FORMULA.test(text) ? `'${text}` : text;
}

/**
 * The table as CSV (RFC 4180); an apostrophe keeps spreadsheets from running text as a formula. Where numbers have a
 * decimal comma, semicolons stand between the cells, as spreadsheets there expect.
 */
export function toCsv({ columns, rows }: ChartTable, decimal: '.' | ',' = '.'): string {
  const [between, breaks] = decimal === ',' ? ([';', /[";\r\n]/] as const) : ([',', /[",\r\n]/] as const);
  const cell = (value: string | number | null) => {
    const text = plain(value, decimal);
    return breaks.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => `${row.map(cell).join(between)}\r\n`).join('');
}

/** The table as lines of cells between tabs, which spreadsheets take from the clipboard; formula-safe too, with the same decimals. */
export function toTabs({ columns, rows }: ChartTable, decimal: '.' | ',' = '.'): string {
  const line = (row: readonly (string | number | null)[]) =>
    row.map((value) => plain(value, decimal).replaceAll(/[\t\r\n]+/g, ' ')).join('\t');
  return [columns, ...rows].map(line).join('\n');
}
