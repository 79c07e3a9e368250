import type { ColumnPattern } from './column-patterns.js';
import type { Splitting } from './split-record.js';

/** How the text of a file is split into rows of fields: all that is decided from its head. */
export interface Form extends Splitting {
  /** Whether each row is wrapped in quotes as a whole, with its own quotes doubled. */
  readonly wrapped: boolean;
  /** Whether fields are in typographic quotes. */
  readonly smartQuotes: boolean;
  /** Whether quotes are in use, so that a cell over several lines is no surprise. */
  readonly quotesInUse: boolean;
  readonly hasHeader: boolean;
  readonly columnCount: number;
  /** The fields of the header as written, "" for a column without a name. */
  readonly names: readonly string[];
  /** The first line below the header, from 1. */
  readonly firstLine: number;
  /** Lines above the header. */
  readonly skippedLines: number;
  /** The line of a row of units or descriptions below the header; null if there is none. */
  readonly descriptionLine: number | null;
  readonly patterns: readonly ColumnPattern[];
}
