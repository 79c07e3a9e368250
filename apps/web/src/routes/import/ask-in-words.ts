import type { ColumnPreview } from './import.documents';

/** What is asked about the format of a column. */
export type FormatQuestion = NonNullable<ColumnPreview['formatQuestion']>;

const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });
const rough = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
const ordinal = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

/** The question in words: "is 03/04/2023 the 3rd of April or the 4th of March?", "is 1.234 about 1.2 or 1,234?" */
export function askInWords({ examples, choices }: FormatQuestion): string {
  const isDate = choices.some(({ dateFormat }) => dateFormat !== null);
  const ways = choices.map(({ meanings }) =>
    isDate ? sayDay(meanings[0] ?? '') : sayNumber(Number(meanings[0])),
  );
  return `is ${examples[0]} ${ways.join(' or ')}?`;
}

/** What a value means, in full: "3 April 2023", "1,250". */
export function sayMeaning(meaning: string, isDate: boolean): string {
  return isDate ? day.format(utc(meaning)) : exact.format(Number(meaning));
}

function sayNumber(value: number): string {
  return Number.isInteger(value) ? exact.format(value) : `about ${rough.format(value)}`;
}

function sayDay(meaning: string): string {
  const date = utc(meaning);
  const number = date.getUTCDate();
  return `the ${number}${ENDINGS[ordinal.select(number)]} of ${month.format(date)}`;
}

function utc(iso: string): Date {
  return new Date(iso.includes('T') ? `${iso}Z` : iso);
}
