import { createReadStream } from 'node:fs';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import { isInsideWords, likelyPaired } from './paired-bytes.js';
import { sequenceLength } from './read-text.js';

/** The letters of languages that are not ASCII, the most common first. */
const WESTERN = [
  ...['üöäß', 'éèàêçîôâûùëïœ', 'óíáéñúü', 'ãçáéíóêõâúôà', 'àèùìòé'],
  ...['äöåé', 'øåæéö', 'ëéïüöè'],
];
const CENTRAL = [
  ...['łóąęśżćńź', 'íáéýěščřžůúťňďó', 'áíéýčšžúťľôňďäŕĺó'],
  ...['áéőöíóüúű', 'ăîșțşţâ', 'čšžćđ', 'üöäß'],
];
const TURKISH = ['ıüşöçğâ'];
const BALTIC = ['ėšųąžįčęū', 'āīēšķūļžņčģ', 'äõüöšž'];
const CYRILLIC = [
  ...['оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё', 'оаніивертслкдумпязьбгйїчхцжєюшщфґ'],
  ...['аеоитнрсвлкдпмзъябгучхцжшщьюфй', 'аоеинрсјтувдкмплзбгшчцћжњхљђфџ'],
];
const GREEK = ['αοιετσνηυρπκμλςωγδάίόέήύώθχφβξζψϊϋΐΰ'];
const HEBREW = ['יוהלאמרבתשנדקחפעגסטצכזםןךףץ'];
const ARABIC = ['المينرتبودسعفهكةحقجشصىطخذضغءأزثظإآؤئپچژگ'];

/** Encodings of one byte a character, with the languages written in them, and what each is behind the more common ones. */
const CANDIDATES: readonly (readonly [encoding: string, languages: readonly string[], behind: number])[] = [
  ['windows-1252', WESTERN, 0],
  ['windows-1251', CYRILLIC, 0.01],
  ['windows-1250', CENTRAL, 0.01],
  ['windows-1254', TURKISH, 0.02],
  ['windows-1253', GREEK, 0.02],
  ['windows-1255', HEBREW, 0.02],
  ['windows-1256', ARABIC, 0.02],
  ['windows-1257', BALTIC, 0.03],
  ['macintosh', WESTERN, 0.03],
  ['cp850', WESTERN, 0.03],
  ['iso-8859-2', CENTRAL, 0.03],
  ['koi8-r', CYRILLIC, 0.03],
  ['koi8-u', CYRILLIC, 0.035],
  ['cp437', WESTERN, 0.04],
  ['cp866', CYRILLIC, 0.04],
  ['iso-8859-5', CYRILLIC, 0.04],
  ['iso-8859-7', GREEK, 0.04],
  ['cp852', CENTRAL, 0.08],
  ['maccenteuro', CENTRAL, 0.08],
  ['cp857', TURKISH, 0.1],
  ['cp737', GREEK, 0.1],
  ['maccyrillic', CYRILLIC, 0.1],
  ['iso-8859-6', ARABIC, 0.1],
  ['iso-8859-8', HEBREW, 0.1],
];
/** Encodings with characters of several bytes: their statistics are distinct. */
const MULTIBYTE = /^(gb|big5|euc|shift|iso-2022)/i;
const MULTIBYTE_CONFIDENCE = 50;
/** Valid UTF-8 for each byte that is not, from which a text is UTF-8 with a few bad bytes: other text has hardly any. */
const UTF8_SHARE = 0.3;
const SAMPLED_WORDS = 500;
const SAMPLED_BYTES = 64 * 1024;
/** What the most common encoding is ahead by, where there is but one word; less the more there are. */
const USUAL_BONUS = 0.3;
/** The same for a text that is so beyond doubt. */
const SURE_UTF8_SHARE = 3;
/** By how much the best encoding is ahead of the next one that reads otherwise if it is sure. */
const UNSURE_MARGIN = 0.15;
const MOST_CHOICES = 3;
const SHOWN_WORDS = 3;
/** A score that text of several bytes a character does not reach. */
const SURE_SCORE = 0.55;
const LAST_ASCII = 0x7f;

/** The encoding of a text that is not UTF-8. */
export interface GuessedEncoding {
  readonly name: string;
  /** A few words with foreign letters, as they are read. */
  readonly examples: readonly string[];
  /** Where it is not sure: this one and those that are nearly as likely, each with the same words as it reads them. */
  readonly choices: readonly EncodingReading[];
}

/** Words as an encoding reads them. */
export interface EncodingReading {
  readonly encoding: string;
  readonly examples: readonly string[];
}

/** How well an encoding fits: for itself, and with what the most common one is ahead by. */
interface Scored {
  readonly name: string;
  readonly plausible: number;
  readonly score: number;
}

/** Guesses the encoding of a file from its words with letters that are not ASCII, wherever they are. */
export async function guessEncoding(path: string): Promise<GuessedEncoding> {
  const { words, text } = await sampleForeign(path);
  const { valid, bad } = countUtf8(Buffer.concat(words));
  if (bad === 0) return guessed('utf-8', words);
  const scores = CANDIDATES.map(([name, languages, behind], place) => {
    const plausible = scoreOf(words, name, languages) - behind;
    return { name, plausible, score: plausible + (place === 0 ? USUAL_BONUS / words.length : 0) };
  });
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  if (valid >= UTF8_SHARE * bad && best.score < SURE_SCORE) {
    const utf8 = guessed('utf-8', words);
    if (valid > SURE_UTF8_SHARE * bad) return utf8;
    const own = { encoding: 'utf-8', examples: [...utf8.examples] };
    return { ...utf8, choices: [own, ...differentReadings(scores, words)].slice(0, MOST_CHOICES) };
  }
  const multibyte = analyse(text).find(
    ({ name, confidence }) =>
      MULTIBYTE.test(name) &&
      confidence >= MULTIBYTE_CONFIDENCE &&
      iconv.encodingExists(name) &&
      !isInsideWords(text, name.toLowerCase()),
  );
  const sure = multibyte && (best.score < SURE_SCORE || multibyte.confidence > 90);
  // A few short words are too little for statistics, but hardly by chance do all of them consist of common pairs.
  const [paired, ...others] = likelyPaired(text);
  const isKnown = paired === undefined || [paired, ...others].includes(multibyte?.name.toLowerCase() ?? '');
  if (sure && isKnown) return guessed(multibyte.name.toLowerCase(), words);
  if (paired !== undefined) {
    const names = [paired, ...others, best.name];
    const choices = names.map((name) => readingOf(name, words)).slice(0, MOST_CHOICES);
    return { ...guessed(paired, words), choices };
  }
  return { ...guessed(best.name, words), choices: likelyReadings(scores, words) };
}

/** The best encoding and the next ones that read the words otherwise, if one of them is nearly as likely; none if it is sure. */
function likelyReadings(scores: readonly Scored[], words: readonly Buffer[]): EncodingReading[] {
  const readings = differentReadings(scores, words);
  const plausibleOf = (reading: EncodingReading | undefined) =>
    scores.find(({ name }) => name === reading?.encoding)?.plausible ?? Number.NEGATIVE_INFINITY;
  const isSure = plausibleOf(readings[0]) - plausibleOf(readings[1]) > UNSURE_MARGIN;
  return isSure ? [] : readings;
}

/** The first encodings that read a few words each in another way, the best one first. */
function differentReadings(scores: readonly Scored[], words: readonly Buffer[]): EncodingReading[] {
  const shown = shownOf(words);
  const readings: EncodingReading[] = [];
  for (const { name: encoding } of scores.toSorted((a, b) => b.score - a.score)) {
    const examples = shown.map((word) => readable(word, encoding));
    const isOther = readings.every((other) => other.examples.join() !== examples.join());
    if (isOther && !examples.join().includes('\ufffd')) readings.push({ encoding, examples });
    if (readings.length === MOST_CHOICES) break;
  }
  return readings;
}

/** A few words as an encoding reads them. */
function readingOf(encoding: string, words: readonly Buffer[]): EncodingReading {
  return { encoding, examples: shownOf(words).map((word) => readable(word, encoding)) };
}

function shownOf(words: readonly Buffer[]): Buffer[] {
  return words.filter(({ length }) => length > 1 && length < 40).slice(0, SHOWN_WORDS);
}

function guessed(name: string, words: readonly Buffer[]): GuessedEncoding {
  const read = words.map((word) => readable(word, name));
  const examples = [...new Set(read)].filter((word) => word.length > 1 && word.length < 40);
  return { name, examples: examples.slice(0, 2), choices: [] };
}

function readable(word: Buffer, encoding: string): string {
  return iconv
    .decode(word, encoding)
    .replace(/\p{Cc}/gu, '')
    .trim();
}

/** Different words with foreign bytes, and the text around the first. */
async function sampleForeign(path: string): Promise<{ words: Buffer[]; text: Buffer }> {
  const words: Buffer[] = [];
  let text: Buffer = Buffer.alloc(0);
  const seen = new Set<string>();
  for await (const chunk of createReadStream(path, { highWaterMark: SAMPLED_BYTES })) {
    const bytes = chunk as Buffer;
    for (let at = 0; at < bytes.length && words.length < SAMPLED_WORDS; at++) {
      if (bytes[at]! <= LAST_ASCII) continue;
      if (words.length === 0) text = bytes;
      let from = at;
      while (from > 0 && isLetter(bytes[from - 1]!)) from--;
      while (at < bytes.length && isLetter(bytes[at]!)) at++;
      const word = bytes.toString('latin1', from, at);
      if (seen.has(word)) continue;
      seen.add(word);
      words.push(bytes.subarray(from, at));
    }
    if (words.length >= SAMPLED_WORDS) break;
  }
  return { words, text };
}

function isLetter(byte: number): boolean {
  return byte > LAST_ASCII || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}

function countUtf8(bytes: Buffer): { valid: number; bad: number } {
  let valid = 0;
  let bad = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) bad++;
    else if (length > 1) valid++;
    at += Math.max(1, length);
  }
  return { valid, bad };
}

/**
 * How plausible words are under an encoding: near 1 where every foreign character is a common letter of one of its languages,
 * in the place and case in which letters stand.
 */
function scoreOf(words: readonly Buffer[], encoding: string, languages: readonly string[]): number {
  const weights = languages.map(weightsOf);
  const sums = weights.map(() => 0);
  let points = 0;
  let characters = 0;
  for (const word of words) {
    const text = iconv.decode(word, encoding);
    for (let i = 0; i < text.length; i++) {
      if (text.charCodeAt(i) <= LAST_ASCII) continue;
      characters++;
      points += pointsFor(text, i);
      const letter = text[i]!.toLowerCase();
      weights.forEach((weight, language) => {
        sums[language]! += weight.get(letter) ?? 0;
      });
    }
    if (LATIN.test(text)) points -= unspeakable(text);
  }
  if (characters === 0) return 0;
  // Names of several countries are in one file: any of the letters counts a little.
  const any = new Map(weights.flatMap((weight) => [...weight]));
  const shared = words.reduce((sum, word) => sum + countIn(iconv.decode(word, encoding), any), 0);
  return (points + (Math.max(...sums) + shared) / 2) / characters;
}

function weightsOf(letters: string): Map<string, number> {
  const all = [...letters];
  return new Map(all.map((letter, place) => [letter, 1 - (0.6 * place) / all.length]));
}

function countIn(text: string, letters: ReadonlyMap<string, number>): number {
  let count = 0;
  for (const letter of text.toLowerCase()) if (letters.has(letter)) count++;
  return count;
}

/** Points off for a word with a foreign letter among so many consonants, or vowels, that nobody could say it. */
function unspeakable(text: string): number {
  const sounds = [...text].map((letter) => {
    const foreign = letter.charCodeAt(0) > LAST_ASCII;
    const vowel = VOWEL.test(letter.normalize('NFD'));
    return vowel ? (foreign ? 'V' : 'v') : foreign ? 'C' : 'c';
  });
  const word = sounds.join('');
  const clusters = word.match(/^[cC]{3,}|[cC]{4,}|[vV]{3,}/g) ?? [];
  const silent = word.length > 3 && !/v/i.test(word) ? 0.5 : 0;
  return silent + 0.5 * clusters.filter((cluster) => /[CV]/.test(cluster)).length;
}

/** Latin letters that are not ASCII seldom stand side by side, and hardly ever three in a row. */
function neighbours(text: string, at: number): number {
  const foreign = (i: number) => (text.charCodeAt(i) || 0) > LAST_ASCII;
  const beside = (foreign(at - 1) ? 1 : 0) + (foreign(at + 1) ? 1 : 0);
  return [0, 0.3, 1.2][beside]!;
}

const LETTER = /\p{L}/u;
const LOWER = /\p{Ll}/u;
const UPPER = /\p{Lu}/u;
const LATIN = /^\p{Script=Latin}+$/u;
const VOWEL = /[aeiouyæøœı]/i;

/** Points off for what a foreign character should not be, or should not stand beside. */
function pointsFor(text: string, at: number): number {
  const character = text[at]!;
  if (/[\u0080-\u009f\ufffd]/.test(character)) return -2;
  const before = text[at - 1] ?? '';
  const after = text[at + 1] ?? '';
  if (!LETTER.test(character)) {
    // Signs such as € or ° stand alone or beside digits, not inside words.
    return LETTER.test(before) && LETTER.test(after) ? -1 : 0;
  }
  let points = 0;
  // A capital follows capitals, and a small letter never stands before one.
  if (UPPER.test(character) && LOWER.test(before)) points -= 1.5;
  if (LOWER.test(character) && UPPER.test(after) && at === 0) points -= 1.5;
  if (UPPER.test(character) && UPPER.test(before) && LOWER.test(after)) points -= 1;
  const other = LATIN.test(character) ? /[^\p{Script=Latin}\p{Script=Common}\p{M}]/u : /\p{Script=Latin}/u;
  if (other.test(before) || other.test(after)) points -= 1;
  if (LATIN.test(character)) points -= neighbours(text, at);
  return points;
}
