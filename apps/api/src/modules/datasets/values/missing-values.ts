import type { ColumnType } from '../dataset.enums.js';
import { CURRENCY } from './number-values.js';
import { anyOf, matchesSql, toRegExp } from './spelling.js';

/** What programs write where there is no value: missing in every column. */
export const MARKS = [
  'na', 'n/a', 'n.a.', 'n.a', '#n/a', '#na', '#nv', '#n/v', '<na>', '<n/a>', '(na)', '(n/a)', 'nan', '-nan', 'nat', '1.#qnan', '1.#ind',
  'null', '(null)', '<null>', '[null]', '#null!', '\\n', 'undefined', '?', '??', '(blank)', '(empty)', '#value!', '#div/0!',
  '#ref!', '#num!', '#name?', '#wert!', '#bezug!', '#zahl!', '#valeur!', '#valor!', '#missing', '#empty',
]; // biome-ignore format: a list

/** What people write where there is no value. In a column of texts such a word can be a level like any other. */
export const WORDS = [
  'none', '(none)', 'nil', 'missing', '(missing)', 'unknown', '(unknown)', 'not available', 'not applicable', 'not known', 'not set',
  'no data', 'no value', 'no answer', 'unspecified', 'unbekannt', 'keine angabe', 'k.a.', 'k. a.', 'k.a', 'ka', 'inconnu', 'non renseigné',
  'n.c.', 'desconocido', 'sin dato', 'sin datos', 's/d', 'n.d.', 'n.d', 'n/d', 'nd', 'sconosciuto', 'desconhecido', 'onbekend', 'nieznany',
  'brak', 'brak danych', 'неизвестно', 'нет данных', 'н/д', '不明', '未知', '無し', '无', 'なし', 'bilinmiyor', 'okänd', 'okänt', 'ukjent', 'ukendt', 'tuntematon', 'neznámý', 'neznámé', 'ismeretlen', 'necunoscut', 'άγνωστο', 'невідомо', 'n.v.t.', 'n.v.t',
  'nvt', 'n.b.', 'tbd', 'tba', 'tbc', 'not given', 'not provided', 'not recorded', 'not stated', 'no disponible', 'non disponible', 'nicht verfügbar', 'nicht bekannt',
  'niet beschikbaar', 'não informado', 'não disponível', 'não se aplica', 'no aplica', 'non applicable', 'sans objet', 'blank', 'empty',
  '-', '--', '---', '–', '—', '−', '.', '..', '...', '…', '*', '**', '***', '/', '//', '_', '__', ':', 'inf', '-inf', '+inf', 'infinity',
  '-infinity', '+infinity', '1.#inf', '-1.#inf', '∞',
]; // biome-ignore format: a list

/** Dates that stand for none: before and after all time. */
const NO_DATE =
  '^(?:0000[-/.]?00[-/.]?00|00[-/.]00[-/.](?:0000|00)|0001-01-01|0?1[-/.]0?1[-/.]0001|1900[-/.]0?1[-/.]0?0|0?0[-/.]0?1[-/.]1900|0?1[-/.]0?0[-/.]1900|9999[-/.]?12[-/.]?31|(?:31[-/.]12|12[-/.]31)[-/.]9999)(?:[t ].*)?$';

const MARK = anyOf(MARKS);
const WORD = `^${anyOf([...MARKS, ...WORDS])}$`;
/** As a column of money has it: "€ -", "N/A EUR". */
const NO_AMOUNT = `^(?:${CURRENCY} *)?${anyOf([...MARKS, ...WORDS])}(?: *${CURRENCY})?$`;

/** Whether a trimmed text says that there is no value, in a column that is read like this. */
export function isMissing(
  text: string,
  { type, wordsAreMissing }: { readonly type: ColumnType; readonly wordsAreMissing?: boolean },
): boolean {
  if (isMark(text)) return true;
  if (type === 'CATEGORY' || type === 'TEXT') return wordsAreMissing === true && isWord(text);
  return isWord(text) || (type === 'DATE' && isNoDate(text)) || (type === 'NUMBER' && isNoAmount(text));
}

/** Whether a trimmed text is a word, or a mark, for no value. */
export function isWord(text: string): boolean {
  return toRegExp(WORD).test(text);
}

/** Whether a trimmed text says that there is no value in a column of money. */
export function isNoAmount(text: string): boolean {
  return toRegExp(NO_AMOUNT).test(text);
}

/** Whether a trimmed text is missing in every column. */
export function isMark(text: string): boolean {
  return text === '' || toRegExp(`^${MARK}$`).test(text);
}

/** What stands around a value without being part of it. */
const AROUND = '[\\s\\x{00a0}\\x{200b}\\x{feff}]';
const MARK_OR_AROUND = `(?i)^${AROUND}*(?:${MARK})?${AROUND}*$|^${AROUND}+|${AROUND}+$`;

/**
 * DuckDB's SQL for the trimmed text; NULL if it is missing in every column. One pass of one pattern: an expression takes
 * memory for each of its steps in each column, and there may be a thousand columns.
 */
export function presentSql(cell: string): string {
  return `nullif(regexp_replace(${cell}, '${MARK_OR_AROUND}', '', 'g'), '')`;
}

/** DuckDB's SQL for `isMissing`. */
export function isMissingSql(cell: string, type: string): string {
  const word = matchesSql(cell, type === 'NUMBER' ? NO_AMOUNT : WORD);
  return type === 'DATE' ? `(${word} or ${isNoDateSql(cell)})` : word;
}

/** Whether a date stands for none, such as 0000-00-00 and 9999-12-31. */
export function isNoDate(text: string): boolean {
  return toRegExp(NO_DATE).test(text);
}

/** DuckDB's SQL for `isNoDate`. */
export function isNoDateSql(cell: string): string {
  return matchesSql(cell, NO_DATE);
}
