import type { Form } from '../reading/form.js';
import type { SourceTable } from './source-table.js';

/** How a file is read. */
interface Reading {
  readonly encoding: string;
  readonly examples: readonly string[];
  readonly form: Form;
}

/** What a reader of the file should know about how it was read, in sentences. */
export function describeReading(opened: Reading, source: SourceTable): string[] {
  return [...describeEncoding(opened, source), ...describeForm(opened), ...describeRows(source)];
}

function describeEncoding({ encoding, examples }: Reading, { badBytes, controls }: SourceTable): string[] {
  const warnings: string[] = [];
  if (encoding !== 'utf-8') {
    const words = examples.map((word) => `“${word}”`).join(', ');
    const shown = words === '' ? '' : `, with words such as ${words}`;
    warnings.push(`The file is read as ${encoding}${shown}; if letters look wrong, set another encoding.`);
  }
  if (badBytes > 0) {
    warnings.push(`${count(badBytes, 'byte is', 'bytes are')} not utf-8 and read as windows-1252.`);
  }
  if (controls > 0) {
    warnings.push(`${count(controls, 'control character is', 'control characters are')} left out.`);
  }
  return warnings;
}

function describeForm({ form }: Reading): string[] {
  const warnings: string[] = [];
  if (form.skippedLines > 0) {
    const lines = count(form.skippedLines, 'line', 'lines');
    const are = form.skippedLines === 1 ? 'is' : 'are';
    warnings.push(`${lines} above the ${form.hasHeader ? 'header' : 'first row'} ${are} skipped.`);
  }
  if (form.wrapped) warnings.push('Every row is wrapped in quotes as a whole; what is inside them is read.');
  return warnings;
}

function describeRows({ lines, rejected, shortRows }: SourceTable): string[] {
  const warnings: string[] = [];
  if (rejected.length > 0) {
    const [{ line, cause }] = rejected as [(typeof rejected)[number]];
    warnings.push(
      rejected.length === 1
        ? `1 row cannot be imported: line ${line}, ${cause}.`
        : `${rejected.length} rows cannot be imported; the first is line ${line}: ${cause}.`,
    );
  }
  if (shortRows > 0) {
    warnings.push(
      `${count(shortRows, 'row ends', 'rows end')} before the last column; what is not there is taken as missing.`,
    );
  }
  if (lines.blank > 0)
    warnings.push(
      `${count(lines.blank, 'line without any value is', 'lines without any value are')} left out.`,
    );
  return warnings;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
