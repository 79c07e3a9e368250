import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { counted, countedOf } from '#lib/format/arabic-count.ts';
import { formatAgo, formatDay } from '#lib/format/date.ts';
import { formatMoney } from '#lib/format/money.ts';
import { decimalSign, formatCount, formatNumber } from '#lib/format/number.ts';
import { formatPercent, formatRateRange } from '#lib/format/percent.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import { formatList } from '#lib/format/words.ts';
import {
  isLanguage,
  LANGUAGES,
  type LanguageTag,
  languageOf,
  preferredLanguage,
  regionalTag,
} from './languages';
import { locale } from './locale.svelte.ts';
import { pseudoText } from './pseudo';
import type { Translation } from './translation';

const SRC = fileURLToPath(new URL('../../', import.meta.url));
const rooms = globSync('**/messages.ts', { cwd: SRC }).map((file) => dirname(file).replaceAll('\\', '/'));

/** The languages that something is translated into. */
const TRANSLATIONS = (Object.keys(LANGUAGES) as LanguageTag[]).filter(
  (tag) => tag !== 'en' && !languageOf(tag).hidden,
);

type Messages = Readonly<Record<string, unknown>>;

async function read(room: string, language: string): Promise<Messages> {
  const module: unknown = await import(/* @vite-ignore */ join(SRC, room, `messages${language}.ts`));
  return language === ''
    ? (module as { say: () => Messages }).say()
    : (module as { default: Messages }).default;
}

/** Every message with its path: "title", "jobs.states.FAILED". */
function flat(messages: Messages, path = ''): [path: string, message: unknown][] {
  return Object.entries(messages).flatMap(([name, message]) =>
    typeof message === 'object' && message !== null
      ? flat(message as Messages, `${path}${name}.`)
      : [[path + name, message] as [string, unknown]],
  );
}

afterEach(() => locale.choose('en'));

describe('the dictionary of a room', () => {
  it.each(rooms)('is named after its folder: %s', (room) => {
    expect(readFileSync(join(SRC, room, 'messages.ts'), 'utf8')).toContain(`dictionary('${room}', english)`);
  });

  const translated = rooms.flatMap((room) => TRANSLATIONS.map((language) => [language, room] as const));
  it.each(translated)('has the same messages and slots in the language %s: %s', async (language, room) => {
    const { say } = (await import(/* @vite-ignore */ join(SRC, room, 'messages.ts'))) as {
      say: () => Messages;
    };
    const english = new Map(flat(say()));
    await locale.choose(language);
    const spoken = new Map(flat(say()));
    const written = new Map(flat(await read(room, `.${language}`)));
    expect([...spoken.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, message] of spoken) {
      const slots = (text: unknown) =>
        [...String(text).matchAll(/(?<!\$)\{(\w+)\}/g)].map(([slot]) => slot).sort();
      expect(typeof message).toBe(typeof english.get(path));
      if (typeof message !== 'string') continue;
      expect([path, message]).toEqual([path, written.get(path)]);
      expect([path, slots(message)]).toEqual([path, slots(english.get(path))]);
    }
  });
});

describe('a translation', () => {
  const english = { title: 'Churn', left: (customers: number) => `${customers} left` };
  type German = Translation<typeof english>;

  it('that lacks a message, has one too many or is told something else does not compile', () => {
    const whole = { title: 'Abwanderung', left: (customers) => `${customers} weg` } satisfies German;
    // @ts-expect-error A message is missing.
    const lacking = { title: 'Abwanderung' } satisfies German;
    // @ts-expect-error A message is one too many.
    const more = { title: 'Abwanderung', left: () => 'weg', other: 'anderes' } satisfies German;
    // @ts-expect-error A message is told a name.
    const other = { ...whole, left: (name: string) => `${name} weg` } satisfies German;
    expect([whole, lacking, more, other]).toHaveLength(4);
  });
});

describe('the language of a page', () => {
  it('is the first one of the reader that there is, else English', () => {
    expect(preferredLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(preferredLanguage(['fr'])).toBe('en');
    expect(isLanguage('toString')).toBe(false);
  });

  it('is written as in the country of the reader', () => {
    expect(regionalTag('de', ['fr', 'de-CH', 'de'])).toBe('de-CH');
    expect(regionalTag('de', ['en-GB'])).toBe('de');
    expect(regionalTag('en-XA', ['de'])).toBe('en');
  });

  it('decides how numbers, money, shares and days are written', async () => {
    await locale.choose('de');
    expect([formatCount(5000), formatNumber(2.345)]).toEqual(['5.000', '2,35']);
    expect(formatMoney(-1200, 'EUR')).toBe('−1.200\u00a0EUR');
    expect([formatPercent(0.082), formatPercent(0.0004)]).toEqual(['8,2 %', '<0,1 %']);
    expect(formatRateRange(0.074, 0.091)).toBe('7,4 bis 9,1 %');
    expect(formatDay('2026-12-01')).toBe('01.12.2026');
    expect(decimalSign()).toBe(',');
    expect(formatAgo('2026-03-01T11:57:00Z', Date.parse('2026-03-01T12:00:00Z'))).toBe('vor 3 Minuten');
    expect(formatList(['a', 'b', 'c'])).toBe('a, b und c');
  });

  it('decides which form a count takes', async () => {
    await locale.choose('de');
    expect([0, 1, 2].map((count) => plural(count, 'Kunde', 'Kunden'))).toEqual([
      '0 Kunden',
      '1 Kunde',
      '2 Kunden',
    ]);
    expect(byCount(1, { one: 'ist', other: 'sind' })).toBe('ist');
  });
});

describe('Arabic', () => {
  it('counts in six forms, and says one and two without a figure', async () => {
    await locale.choose('ar');
    expect([0, 1, 2, 3, 11, 100, 102, 103].map((count) => counted(count, 'customer'))).toEqual([
      '0 عميل',
      'عميل واحد',
      'عميلان',
      '3 عملاء',
      '11 عميلًا',
      '100 عميل',
      '102 عميل',
      '103 عملاء',
    ]);
    expect([1, 2, 3].map((count) => countedOf(count, 'row'))).toEqual(['صف واحد', 'صفين', '3 صفوف']);
  });

  it('writes figures as in the country of the reader, each with its sign and unit on its side', async () => {
    await locale.choose('ar');
    expect([formatCount(5000), decimalSign()]).toEqual(['5,000', '.']);
    expect(formatPercent(-0.082)).toBe('\u2066−8.2 %\u2069');
    expect(formatMoney(-1200, 'EUR')).toBe('\u2066−1,200\u00a0EUR\u2069');
    expect(formatRateRange(0.074, 0.091)).toBe('7.4 إلى \u20669.1 %\u2069');
    expect(formatList(['a', 'ب'])).toBe('\u2068a\u2069 و\u2068ب\u2069');
    expect(regionalTag('ar', ['ar-EG', 'en'])).toBe('ar-EG');
  });

  it('keeps a name or an address that it is told from the words around it', async () => {
    const { say } = await import('#lib/ui/messages.ts');
    await locale.choose('ar');
    expect(say().pageTitle('shop.csv')).toBe('\u2068shop.csv\u2069 · Holdfast');
    expect(say().chosen('3', 'سبعة')).toBe('3 من سبعة');
  });
});

describe('the pseudo-language', () => {
  it('is accented, in brackets and two fifths longer, and keeps slots and what has no letters', () => {
    expect(pseudoText('Cancel')).toBe('[Çååñçééļ~]');
    expect(pseudoText('Last file: {name}.')).toMatch(/^\[Ļååšţ fîîļéé: \{name\}\.~*\]$/);
    expect(pseudoText('· 12 %')).toBe('· 12 %');
    for (const text of ['Save', 'Nobody left yet', 'The file is empty'])
      expect(pseudoText(text).length).toBeGreaterThanOrEqual(1.4 * text.length);
  });

  it('leaves what a message is told', async () => {
    const { say } = await import('#lib/ui/messages.ts');
    await locale.choose('en-XA');
    expect(say().pageTitle('shop')).toBe('[shop · Ĥööļďfååšţ~~~]');
  });
});
