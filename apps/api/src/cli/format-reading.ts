import type { FileReading, LineKind } from './file-reading.js';
import { formatTable } from './format-table.js';

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ' ': 'blanks',
};
const LINES: Readonly<Record<LineKind, string>> = {
  customers: 'customers',
  purchases: 'purchases',
  leftOut: 'purchases of customers who first bought later, left out',
  header: 'the header',
  aboveHeader: 'above the header',
  repeats: 'repeat a customer',
  blank: 'blank',
  rejected: 'rejected',
  continued: 'continue a row',
};
/** Roles that are told one by one; all other columns describe the customer. */
const ROLES: Readonly<Record<string, string>> = {
  CUSTOMER_ID: "the customer's ID",
  CHURN_LABEL: 'who left',
  MONETARY_VALUE: 'what they are worth',
  OBSERVATION_DATE: 'the day of the row',
  IGNORED: 'left out',
};

const count = new Intl.NumberFormat('en');

/** How a file is read, as text for the terminal: its form, its lines, what each column is for, and what to check. */
export function formatReading(reading: FileReading): string {
  return [formLine(reading), lineTable(reading), columnTable(reading), checks(reading)]
    .filter(Boolean)
    .join('\n\n');
}

function formLine({ fileName, isDelimited, sheet, dialect, transactions }: FileReading): string {
  const { delimiter, encoding, hasHeader, decimalSeparator, dateFormat } = dialect;
  const form = [
    ...(isDelimited ? [`fields between ${DELIMITERS[delimiter] ?? `"${delimiter}"`}`, encoding] : []),
    ...(sheet === null ? [] : [`sheet "${sheet}"`]),
    ...(hasHeader ? [] : ['no header']),
    decimalSeparator === ',' ? 'decimal comma' : 'decimal point',
    ...(dateFormat === null ? [] : [`dates as ${dateFormat}`]),
  ];
  const lines = [`${fileName} is read with ${form.join(', ')}.`];
  if (transactions !== null) {
    const { observationDate, churnAfterDays } = transactions;
    lines.push(
      `A row is a purchase: customers are as of ${observationDate}, and left if they bought nothing in the ${churnAfterDays} days after it.`,
    );
  }
  return lines.join('\n');
}

function lineTable({ lines, rowCount }: FileReading): string {
  const kinds = Object.entries(LINES) as [LineKind, string][];
  const rows = kinds.flatMap(([kind, meaning]) => {
    const lineCount = lines[kind] ?? 0;
    return lineCount === 0 ? [] : [[meaning, count.format(lineCount)]];
  });
  return formatTable([rowCount === null ? 'Of the first lines' : 'Of its lines', 'Lines'], rows);
}

function columnTable({ columns }: FileReading): string {
  const told = columns.filter(({ suggestedRole }) => suggestedRole in ROLES);
  const others = columns.length - told.length;
  const rows = told.map(({ name, suggestedRole, reason }) => [name, ROLES[suggestedRole]!, reason]);
  if (others > 0)
    rows.push([`${count.format(others)} other${others === 1 ? '' : 's'}`, 'what they are like', '']);
  return formatTable(['Column', 'Says', 'Why'], rows, [1, 2]);
}

function checks({ warnings }: FileReading): string {
  return warnings.length === 0 ? '' : ['To check:', ...warnings.map((warning) => `- ${warning}`)].join('\n');
}
