import { perTag } from '#lib/words/locale.svelte.ts';
import type { ColumnPreview } from './import.documents';
import { say } from './messages';

/** What is asked about the format of a column. */
export type FormatQuestion = NonNullable<ColumnPreview['formatQuestion']>;

const isEnglish = (tag: string) => tag.startsWith('en');
const month = perTag((tag) => new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' }));
// British English has the day before the month.
const day = perTag(
  (tag) => new Intl.DateTimeFormat(isEnglish(tag) ? 'en-GB' : tag, { dateStyle: 'long', timeZone: 'UTC' }),
);
// "1.234" must not be said to mean "1.234" where that is how thousands are grouped.
const exact = perTag(
  (tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 20, useGrouping: isEnglish(tag) }),
);
const rough = perTag((tag) => new Intl.NumberFormat(tag, { maximumSignificantDigits: 2 }));

/** The question in words: "In “day”, is 03/04/2023 the 3rd of April or the 4th of March?", "is 1.234 about 1.2 or 1,234?" */
export function askInWords(column: string, { examples, choices }: FormatQuestion): string {
  const isDate = choices.some(({ dateFormat }) => dateFormat !== null);
  const ways = choices.map(({ meanings }) =>
    isDate ? sayDay(meanings[0] ?? '') : sayNumber(Number(meanings[0])),
  );
  return say().ask.format(column, examples[0] ?? '', ways);
}

/** What a value means, in full: "3 April 2023", "1,250". */
export function sayMeaning(meaning: string, isDate: boolean): string {
  return isDate ? day().format(utc(meaning)) : exact().format(Number(meaning));
}

function sayNumber(value: number): string {
  return Number.isInteger(value) ? exact().format(value) : say().ask.about(rough().format(value));
}

function sayDay(meaning: string): string {
  const date = utc(meaning);
  return say().ask.day(date.getUTCDate(), month().format(date));
}

function utc(iso: string): Date {
  return new Date(iso.includes('T') ? `${iso}Z` : iso);
}
