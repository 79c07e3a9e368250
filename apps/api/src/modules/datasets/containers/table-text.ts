import { MAX_LINE_BYTES } from '@holdfast/schema';
import type { Form } from '../reading/form.js';
import { requireColumnCount } from '../reading/header.js';
import { lineTooLong } from './container-errors.js';

/** A cell: its text, or a number with its text in plain notation. */
export type Cell = string | PlainNumber;

/** A number that its container knows to be one. */
export class PlainNumber {
  constructor(readonly text: string) {}
}

/** What is known of a table that was written as text: one line a row, nothing in quotes. */
export interface TextTable {
  /** The names of the columns, where they are not in a row. */
  readonly names: readonly string[] | null;
  /** Columns whose numbers have a decimal point, whatever they look like. */
  readonly numbers: readonly number[];
  /** Columns in which a cell has a line break, written as `INNER_LINE`. */
  readonly broken: readonly number[];
}

/** Ends a cell: a character that no text has, so that no quotes are needed. */
export const CELL_END = '\x1f';
/** A line break inside a cell, so that a line is a row. */
export const INNER_LINE = '\u2028';

const TO_REPLACE = new RegExp(`[${CELL_END}\\r\\n]`);
const FRACTION = /[.e]/;

/** Writes rows of cells as lines of text, and remembers what the text does not say. */
export class TableText {
  readonly #numbers = new Set<number>();
  readonly #broken = new Set<number>();
  #width = 0;

  /** The line of a row; it is as wide as the widest row above it. */
  line(cells: readonly Cell[]): string {
    if (cells.length > this.#width) this.#width = cells.length;
    let line = '';
    let isBlank = true;
    for (let i = 0; i < this.#width; i++) {
      const text = this.#text(cells[i] ?? '', i);
      if (text !== '') isBlank = false;
      line += i === 0 ? text : CELL_END + text;
      if (line.length > MAX_LINE_BYTES) throw lineTooLong(line.length);
    }
    return isBlank ? '\n' : `${line}\n`;
  }

  /** What is known of the rows that were written. */
  describe(names: readonly string[] | null): TextTable {
    return { names, numbers: [...this.#numbers], broken: [...this.#broken] };
  }

  #text(cell: Cell, column: number): string {
    if (cell instanceof PlainNumber) {
      if (FRACTION.test(cell.text)) this.#numbers.add(column);
      return cell.text;
    }
    if (!TO_REPLACE.test(cell)) return cell;
    const text = cell.replaceAll(CELL_END, '').replace(/\r\n|\r|\n/g, INNER_LINE);
    if (text.includes(INNER_LINE)) this.#broken.add(column);
    return text;
  }
}

/** The form of a table whose names are known: every line is a row. */
export function formOfRecords(names: readonly string[]): Form {
  requireColumnCount(names.length, false);
  return {
    ...{ delimiter: CELL_END, quote: null, backslash: false, runs: 0 },
    ...{ wrapped: false, smartQuotes: false, quotesInUse: false, hasHeader: false },
    ...{ columnCount: names.length, names, firstLine: 1, skippedLines: 0, descriptionLine: null },
    patterns: names.map(() => null),
  };
}

/** A row of such a text as a line of CSV. */
export function toCsvLine(text: string): string {
  const cells = text.split(CELL_END).map((cell) => cell.replaceAll(INNER_LINE, '\n'));
  return cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}
