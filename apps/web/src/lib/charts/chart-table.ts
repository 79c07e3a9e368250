/** A chart's figures as a table: shown by "view as table" and downloaded as CSV. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Characters that start a formula in a spreadsheet. */
const FORMULA = /^[=+\-@\t\r]/;

/** What a cell says where no formula may run. */
function plain(value: string | number | null): string {
  if (value === null) return '';
  return typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
}

function cell(value: string | number | null): string {
  const text = plain(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table as CSV (RFC 4180); an apostrophe keeps spreadsheets from running text as a formula. */
export function toCsv({ columns, rows }: ChartTable): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** The table as lines of cells between tabs, which spreadsheets take from the clipboard; formula-safe too. */
export function toTabs({ columns, rows }: ChartTable): string {
  const line = (row: readonly (string | number | null)[]) =>
    row.map((value) => plain(value).replaceAll(/[\t\r\n]+/g, ' ')).join('\t');
  return [columns, ...rows].map(line).join('\n');
}
