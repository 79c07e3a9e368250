import { shapeOf } from './column-patterns.js';
import type { Form } from './form.js';
import { filledWidth, isBlankCell } from './records.js';

const TOTAL =
  /^(grand |sub[- ]?|over)?(total|totals|all total)( .*)?$|^(sum|average|mean|avg|count|summe|zwischensumme|gesamt|gesamtsumme|insgesamt|durchschnitt|mittelwert|mittel|median|gesamtergebnis|teilergebnis|somme|total g\xc3\xa9n\xc3\xa9ral|sous-total|moyenne|m\xc3[\x89\xa9]diane|totale|somma|media|suma|promedio|soma|m\xc3[\x89\xa9]dia|razem|suma ko\xc5\x84cowa|\xc5[\x9a\x9b]rednia|medelv\xc3\xa4rde|totaal|gemiddelde|subtotaal|eindtotaal|celkem|summa|yhteens\xc3\xa4|toplam)$|^(\xd0\xb8\xd1\x82\xd0\xbe\xd0\xb3\xd0\xbe|\xd0\x98\xd1\x82\xd0\xbe\xd0\xb3\xd0\xbe|\xe5\x90\x88\xe8\xa8\x88|\xe6\x80\xbb\xe8\xae\xa1|\xe5\x90\x88\xe8\xae\xa1|\xce\xa3|\xe2\x88\x91)$/i;
const RULE = /^\s*[-=+:_*| ]*(--|==|__|\*\*)[-=+:_*| ]*$/;
const SENTENCE = /\S\s+\S+\s+\S/;
const COUNT_OF_ROWS = /^\(\d+ \w+\)$/;

/** Why a record is not a customer; `sure` is unset if that holds only at the end of the file. */
export interface Unwanted {
  readonly cause: string;
  readonly sure: boolean;
}

const sure = (cause: string): Unwanted => ({ cause: `expected a customer, found ${cause}`, sure: true });

/** Tells what is no customer: the header again, a line of dashes, totals, a note. Null for what may be one. */
export function findUnwanted(
  fields: readonly string[],
  form: Form,
  header: readonly string[],
): Unwanted | null {
  if (isHeaderAgain(fields, header)) return sure('the header again');
  const values = fields.filter((field) => !isBlankCell(field));
  if (values.every((value) => RULE.test(value))) return sure('a line of dashes');
  return findTotal(fields, values, form) ?? findNote(fields, form);
}

function isHeaderAgain(fields: readonly string[], header: readonly string[]): boolean {
  return (
    header.length > 0 &&
    filledWidth(fields) === filledWidth(header) &&
    header.every((name, i) => plain(fields[i] ?? '') === plain(name))
  );
}

function plain(name: string): string {
  return name
    .replace(/^\xef\xbb\xbf/, '')
    .trim()
    .toLowerCase();
}

function findTotal(
  fields: readonly string[],
  [first, ...others]: readonly string[],
  form: Form,
): Unwanted | null {
  if (first === undefined || !TOTAL.test(first.trim().replace(/:$/, ''))) return null;
  const fits = isCounted(form) && !/\d/.test(first) ? false : fitsFirstColumn(first, form);
  // Totals of a part name it: where rows begin with something else, one number is enough.
  const isNumber = (value: string) => /\d/.test(value);
  const isTotal = fits === false ? others.some(isNumber) : others.length > 0 && others.every(isNumber);
  if (!isTotal) return null;
  const gaps = others.length + 1 < form.columnCount || isBlankCell(fields[0]!);
  return { ...sure('totals'), sure: gaps || fits === false };
}

/** A text with nothing beside it, where the rows begin with something else: a footer, a caption. */
function findNote(fields: readonly string[], form: Form): Unwanted | null {
  const [text] = fields;
  const fits = fitsFirstColumn(text!, form);
  const width = filledWidth(fields);
  // A sentence with a comma in it.
  if (width <= form.columnCount / 2 && fits === false && SENTENCE.test(text!)) return sure('a note');
  if (width !== 1) return null;
  if (COUNT_OF_ROWS.test(text!.trim()) || text!.trimStart().startsWith('#')) return sure('a note');
  if (fields.length > 1) return fits === false ? sure('a note') : null;
  const acceptable = fits ?? (form.columnCount === 2 && !/\S\s+\S/.test(text!));
  return acceptable ? null : { cause: `expected ${form.columnCount} fields, found 1`, sure: true };
}

/** Whether most values of the first column have digits: in a short file totals are many enough to look like them. */
function isCounted(form: Form): boolean {
  const [usual] = form.patterns[0] ?? [];
  return usual?.includes('9') ?? false;
}

/** Whether a value looks like the others of the first column; null if they look like anything. */
function fitsFirstColumn(value: string, form: Form): boolean | null {
  return form.patterns[0]?.has(shapeOf(value)) ?? null;
}
