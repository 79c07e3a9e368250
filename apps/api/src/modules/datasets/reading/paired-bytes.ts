/** An encoding in which a character takes two bytes, and which of its pairs are those of common characters. */
interface Paired {
  readonly name: string;
  readonly isFirst: (byte: number) => boolean;
  readonly isSecond: (byte: number) => boolean;
  /** First bytes of the characters that most words are written with. */
  readonly isCommon: (byte: number) => boolean;
  /** Bytes that are a character of their own. */
  readonly isSingle?: (byte: number) => boolean;
}

const within =
  (...ranges: readonly (readonly [number, number])[]) =>
  (byte: number) =>
    ranges.some(([low, high]) => byte >= low && byte <= high);
const HIGH = within([0xa1, 0xfe]);

/** The common characters of a standard stand together, apart from the rare ones. */
const PAIRED: readonly Paired[] = [
  {
    name: 'shift_jis',
    isFirst: within([0x81, 0x9f], [0xe0, 0xfc]),
    isSecond: within([0x40, 0x7e], [0x80, 0xfc]),
    isCommon: within([0x81, 0x83], [0x88, 0x97]),
    isSingle: within([0xa1, 0xdf]),
  },
  { name: 'gb18030', isFirst: HIGH, isSecond: HIGH, isCommon: within([0xa1, 0xa3], [0xb0, 0xd7]) },
  {
    name: 'big5',
    isFirst: within([0x81, 0xfe]),
    isSecond: within([0x40, 0x7e], [0xa1, 0xfe]),
    isCommon: within([0xa1, 0xc6]),
  },
  { name: 'euc-jp', isFirst: HIGH, isSecond: HIGH, isCommon: within([0xa1, 0xa5], [0xb0, 0xcf]) },
  { name: 'euc-kr', isFirst: HIGH, isSecond: HIGH, isCommon: within([0xa1, 0xa3], [0xb0, 0xc8]) },
];
const LAST_ASCII = 0x7f;
const FEWEST_PAIRS = 4;
const COMMON_SHARE = 0.8;
/** Of the characters, how many may stand beside Latin letters. */
const MIXED_SHARE = 0.3;

/** What a rare character takes from a likelihood. */
const RARE = 6;

/** How bytes fit an encoding of pairs. */
interface Fit {
  readonly pairs: number;
  readonly common: number;
  readonly mixed: number;
  readonly bad: number;
}

/** The encodings of pairs that some text may be in: all of its pairs are valid, and nearly all of common characters; the best first. */
export function likelyPaired(text: Buffer): string[] {
  const fits = PAIRED.map((form) => {
    const fit = fitOf(text, form);
    const rows = Array.from({ length: 256 }, (_, byte) => byte).filter(form.isCommon).length;
    // The fewer rows of characters an encoding needs for the same text, the likelier it is.
    const likelihood = -fit.common * Math.log(rows) - (fit.pairs - fit.common) * RARE;
    return { name: form.name, ...fit, likelihood };
  });
  return fits
    .filter(
      ({ pairs, common, mixed, bad }) =>
        bad === 0 && pairs >= FEWEST_PAIRS && common >= COMMON_SHARE * pairs && mixed < MIXED_SHARE * pairs,
    )
    .toSorted((a, b) => b.likelihood - a.likelihood)
    .map(({ name }) => name);
}

/** Whether so many characters would stand inside of Latin words that the text is Latin. */
export function isInsideWords(text: Buffer, name: string): boolean {
  const form = PAIRED.find((one) => one.name === name);
  if (form === undefined) return false;
  const { pairs, mixed } = fitOf(text, form);
  return mixed >= MIXED_SHARE * pairs;
}

function fitOf(text: Buffer, { isFirst, isSecond, isCommon, isSingle }: Paired): Fit {
  let [pairs, common, mixed, bad] = [0, 0, 0, 0];
  let pairEnd = -1;
  // The last pair may be cut.
  for (let at = 0; at + 1 < text.length; at++) {
    const byte = text[at]!;
    if (byte <= LAST_ASCII || isSingle?.(byte)) continue;
    if (!isFirst(byte) || !isSecond(text[at + 1]!)) {
      bad++;
      continue;
    }
    pairs++;
    if (isCommon(byte)) common++;
    if ((pairEnd !== at && isLatin(text[at - 1])) || isLatin(text[at + 2])) mixed++;
    pairEnd = at + 2;
    at++;
  }
  return { pairs, common, mixed, bad };
}

function isLatin(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122));
}
