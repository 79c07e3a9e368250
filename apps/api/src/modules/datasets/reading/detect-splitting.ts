import { remembered } from '../remembered.js';
import { type HeadRecord, headRecords, isBlankCell } from './records.js';
import type { Splitting } from './split-record.js';

/** What a caller says about how records are split; what is left out is detected. */
export interface GivenSplitting {
  readonly delimiter: string | null;
  /** Undefined if it is to be detected, null for none. */
  readonly quote: string | null | undefined;
}

/** How the head of a file is split, and its records. */
export interface DetectedSplitting {
  readonly how: Splitting;
  readonly records: readonly HeadRecord[];
}

/** Delimiters with how likely they are where all else is equal. */
const DELIMITERS: readonly (readonly [delimiter: string, runs: number, prior: number])[] = [
  [',', 0, 1],
  [';', 0, 1],
  ['\t', 0, 1],
  ['|', 0, 1],
  ['\x01', 0, 0.95],
  ['\x1f', 0, 0.95],
  ['^', 0, 0.95],
  ['~', 0, 0.95],
  [':', 0, 0.8],
  ['#', 0, 0.8],
  [' ', 2, 0.85],
  [' ', 1, 0.8],
];
/** Lines that are tried. */
const TRIED_LINES = 1000;
/** What a row with some of its last fields left out counts for, of one with all. */
const SHORT_ROW = 0.7;
/** Words are separated by blanks, and times have colons, so that those must give a consistent table with numbers or dates. */
const DOUBTFUL = /^[ :#]$/;
const DOUBTFUL_CONSISTENCY = 0.9;
const DOUBTFUL_TYPED_SHARE = 0.25;

/** Finds delimiter, quote and escape in the lines of a file's head: those that give the most consistent table of plausible values. */
export function detectSplitting(lines: readonly string[], given: GivenSplitting): DetectedSplitting {
  const tried = lines.slice(0, TRIED_LINES);
  // Most values occur again, under this delimiter or another.
  const known = new Map<string, number>();
  const plausible = (cell: string) => remembered(known, cell, plausibility);
  const best = quotesFor(tried, given.quote)
    .flatMap((quote) => candidatesFor(tried, given.delimiter).map((candidate) => ({ ...candidate, quote })))
    .map((candidate) => ({
      candidate,
      score: scoreOf(tried, candidate, given.delimiter !== null, plausible),
    }))
    .reduce((a, b) => (b.score > a.score ? b : a)).candidate;
  const how = withDoubledDelimiter(tried, withBackslash(tried, best), given.delimiter !== null);
  return { how, records: headRecords(lines, how) };
}

/** A field in single quotes, and the lines that must have one. */
const SINGLE_QUOTED = /(^|[,;\t|^~#:]) *'[^']*' *([,;\t|^~#:]|$)/;
const SINGLE_QUOTED_SHARE = 0.2;

type Candidate = Splitting & { readonly prior: number };

function candidatesFor(lines: readonly string[], delimiter: string | null): Candidate[] {
  const wanted =
    delimiter === null
      ? DELIMITERS.filter(([sign]) => lines.some((line) => line.includes(sign)))
      : DELIMITERS.filter(([sign]) => sign === delimiter);
  const known = wanted.length > 0 ? wanted : [[delimiter ?? ',', 0, 1] as const];
  const single = delimiter === ' ' ? [...known, [' ', 0, 0.8] as const] : known;
  return single.map(([sign, runs, prior]) => ({
    delimiter: sign,
    runs,
    prior,
    quote: '"',
    backslash: false,
  }));
}

function quotesFor(lines: readonly string[], given: string | null | undefined): (string | null)[] {
  if (given !== undefined) return [given];
  // A file whose first rows have no quotes may have them further down; single ones are also apostrophes.
  const single = lines.filter((line) => SINGLE_QUOTED.test(line)).length;
  const double = lines.filter((line) => line.includes('"')).length;
  return single > double && single >= SINGLE_QUOTED_SHARE * lines.length ? ["'", '"'] : ['"'];
}

function scoreOf(
  lines: readonly string[],
  candidate: Candidate,
  isGiven: boolean,
  plausibilityOf: (cell: string) => number,
): number {
  const records = headRecords(lines, candidate).filter(({ filled }) => filled > 0);
  const width = commonest(records.map(({ fields }) => fields.length));
  if (width < 2) return 0;
  const whole = records.filter(({ fields }) => fields.length === width).length;
  const short = records.filter(({ fields }) => fields.length > 1 && fields.length < width).length;
  const consistency = (whole + SHORT_ROW * short) / records.length;
  let cells = 0;
  let known = 0;
  let typed = 0;
  for (const { fields } of records) {
    for (const field of fields) {
      const plausible = plausibilityOf(field);
      cells++;
      known += Math.min(1, plausible);
      if (plausible > 1) typed++;
    }
  }
  const doubtful = DOUBTFUL.test(candidate.delimiter) && candidate.runs < 2 && !isGiven;
  if (doubtful && (consistency < DOUBTFUL_CONSISTENCY || typed < DOUBTFUL_TYPED_SHARE * cells)) return 0;
  if (candidate.runs === 2 && consistency < DOUBTFUL_CONSISTENCY && !isGiven) return 0;
  return candidate.prior * consistency * (known / cells) ** 2 * ((width - 1) / width);
}

const NUMBER = /^[-+(]?[$\xa3\xa5]?\s?\d[\d.,' \xa0]*([eE][-+]?\d+)?\s?%?\)?-?$/;
const DATE =
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d{1,2}:\d{2}.*)?$|^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?$/i;
const WORDS = /^[\w\x80-\xff .()&/+\-@%$!?*'"=]*$/;
const SENTENCE = /^[\w\x80-\xff .()&/+\-@%$!?*'"=]+([,;:][\s\w\x80-\xff .()&/+\-@%$!?*'"=]*)+$/;
const ADDRESS = /^(https?:\/\/|www\.)\S+$|^[\w.+-]+@[\w-]+\.[\w.]+$/i;

/** How much a cell looks like one value: 2 for a number or a date, 1 for words, 0 for what seems to be several values. */
function plausibility(cell: string): number {
  if (isBlankCell(cell)) return 1;
  const value = cell.trim();
  if (NUMBER.test(value) || DATE.test(value)) return 2;
  if (WORDS.test(value) || ADDRESS.test(value)) return 1;
  // A sentence has a blank after its punctuation.
  return SENTENCE.test(value) && !/[,;:](?!\s|$)/.test(value) ? 0.8 : 0.1;
}

function commonest(widths: readonly number[]): number {
  const votes = new Map<number, number>();
  for (const width of widths) votes.set(width, (votes.get(width) ?? 0) + 1);
  return [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), [0, 0])[0];
}

/** `\"` inside quotes is an escaped quote if it is not always at the end of a field, where it ends a path of folders. */
function withBackslash(lines: readonly string[], how: Splitting): Splitting {
  if (how.quote === null) return how;
  const slashed = `\\${how.quote}`;
  const ends = (line: string, at: number) =>
    at === line.length || line.startsWith(how.delimiter, at) || line[at] === ' ';
  const inside = lines.some((line) => {
    for (let at = line.indexOf(slashed); at !== -1; at = line.indexOf(slashed, at + 2)) {
      if (!ends(line, at + 2)) return true;
    }
    return false;
  });
  return inside ? { ...how, backslash: true } : how;
}

/** `a||b||c`: every other field is empty. */
function withDoubledDelimiter(lines: readonly string[], how: Splitting, isGiven: boolean): Splitting {
  if (isGiven || how.runs > 0) return how;
  const records = headRecords(lines, how).filter(({ filled }) => filled > 0);
  const width = commonest(records.map(({ fields }) => fields.length));
  const whole = records.filter(({ fields }) => fields.length === width);
  const doubled =
    width >= 3 &&
    width % 2 === 1 &&
    whole.every(({ fields }) => fields.every((field, i) => i % 2 === 0 || field === ''));
  return doubled ? { ...how, delimiter: how.delimiter.repeat(2) } : how;
}
