import { formatGain } from '#lib/format/money.ts';
import { formatExpected } from '#lib/format/number.ts';
import { formatRange } from '#lib/format/range.ts';

/** What contacting some customers brings, with the intervals; null where it cannot be told. */
export interface GainFigures {
  readonly expectedSaved: number | null;
  readonly savedLow: number | null;
  readonly savedHigh: number | null;
  readonly expectedValue: number | null;
  readonly valueLow: number | null;
  readonly valueHigh: number | null;
}

/** An estimate and its interval, as lighter type follows a figure. */
export interface Told {
  readonly figure: string;
  readonly interval: string | null;
}

/** How many are kept or turned: "122" and "57 to 193"; null where it cannot be told. */
export function savedInWords({ expectedSaved, savedLow, savedHigh }: GainFigures): Told | null {
  return told(expectedSaved, savedLow, savedHigh, formatExpected);
}

/** What they are worth after the cost: "+171,367" and "+73,935 to +279,695"; null where it cannot be told. */
export function gainInWords(
  { expectedValue, valueLow, valueHigh }: GainFigures,
  currency: string | null,
): Told | null {
  return told(expectedValue, valueLow, valueHigh, (amount) => formatGain(amount, currency));
}

function told(
  base: number | null,
  low: number | null,
  high: number | null,
  write: (value: number) => string,
): Told | null {
  if (base === null) return null;
  return {
    figure: write(base),
    interval: low === null || high === null ? null : formatRange(write(low), write(high)),
  };
}

/** An estimate as part of a sentence: "122 (57 to 193)". */
export function inSentence({ figure, interval }: Told): string {
  return interval === null ? figure : `${figure} (${interval})`;
}
