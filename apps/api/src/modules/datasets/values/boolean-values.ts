import { anyOf, matchesSql } from './spelling.js';

/** Spellings of yes and no in lower case, by language, in pairs. */
const PAIRS: readonly (readonly [yes: string, no: string])[] = [
  ['yes', 'no'], ['y', 'n'], ['true', 'false'], ['t', 'f'], ['1', '0'], ['1.0', '0.0'], ['on', 'off'], ['ja', 'nein'], ['j', 'n'],
  ['wahr', 'falsch'], ['w', 'f'], ['oui', 'non'], ['o', 'n'], ['vrai', 'faux'], ['v', 'f'], ['sí', 'no'], ['si', 'no'], ['s', 'n'], ['verdadero', 'falso'],
  ['sì', 'no'], ['vero', 'falso'], ['sim', 'não'], ['sim', 'nao'], ['verdadeiro', 'falso'], ['ja', 'nee'], ['waar', 'onwaar'], ['ja', 'nej'],
  ['ja', 'nei'], ['sant', 'falskt'], ['kyllä', 'ei'], ['tak', 'nie'], ['prawda', 'fałsz'], ['ano', 'ne'], ['áno', 'nie'], ['pravda', 'nepravda'],
  ['igen', 'nem'], ['igaz', 'hamis'], ['da', 'nu'], ['da', 'ne'], ['да', 'нет'], ['да', 'не'], ['так', 'ні'], ['истина', 'ложь'], ['ναι', 'όχι'],
  ['evet', 'hayır'], ['evet', 'hayir'], ['doğru', 'yanlış'], ['是', '否'], ['真', '假'], ['对', '错'], ['はい', 'いいえ'], ['真', '偽'], ['예', '아니오'], ['네', '아니요'],
  ['نعم', 'لا'], ['כן', 'לא'], ['हाँ', 'नहीं'], ['có', 'không'], ['ya', 'tidak'], ['ใช่', 'ไม่'], ['✓', '✗'], ['✔', '✘'], ['☑', '☐'], ['x', '-x'],
  ['checked', 'unchecked'],
]; // biome-ignore format: a list

const YES = new Set(PAIRS.map(([yes]) => yes));
const NO = new Set(PAIRS.map(([, no]) => no));

/** What a column of ticks has where there is a tick; beside blanks alone, a blank is no. */
export const TICKS: ReadonlySet<string> = new Set([
  'x',
  'y',
  'yes',
  '1',
  'ja',
  'oui',
  'true',
  '✓',
  '✔',
  '☑',
  'checked',
]);

/** True or false if the text is a usual spelling, in any case; else null. */
export function parseBoolean(text: string): boolean | null {
  const plain = plainBoolean(text);
  if (YES.has(plain)) return true;
  return NO.has(plain) ? false : null;
}

/** Whether these distinct values are spellings of yes and of no, each at least once, that belong together. */
export function isBooleanPair(values: readonly string[]): boolean {
  const plain = [...new Set(values.map(plainBoolean))];
  if (plain.some((value) => !YES.has(value) && !NO.has(value))) return false;
  return PAIRS.some(([yes, no]) => plain.includes(yes) && plain.includes(no));
}

function plainBoolean(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/(?<=\p{L})\.$/u, '');
}

/** What most columns have: compared as they are, they need no pattern, which takes ten times as long. */
const USUAL = [
  ['yes', 'no'],
  ['true', 'false'],
  ['1', '0'],
  ['y', 'n'],
] as const;

/** DuckDB's SQL for `parseBoolean`. */
export function booleanSql(cell: string): string {
  const plain = `regexp_replace(lower(${cell}), '(\\p{L})\\.$', '\\1')`;
  // A list of texts would cost a column forty times as much to plan.
  const isOneOf = (texts: ReadonlySet<string>) => matchesSql(plain, `^${anyOf([...texts])}$`);
  const patterns = `case when ${isOneOf(YES)} then true when ${isOneOf(NO)} then false end`;
  const usual = USUAL.map(([yes, no]) => `when '${yes}' then true when '${no}' then false`);
  return `case lower(${cell}) ${usual.join(' ')} else ${patterns} end`;
}
