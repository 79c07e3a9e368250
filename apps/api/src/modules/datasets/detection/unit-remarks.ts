import { currenciesIn } from '../values/currencies.js';
import { isConverted } from '../values/units.js';
import { readText, type ValueReading } from '../values/value-reading.js';
import type { ColumnFacts } from './column-facts.js';
import { countedThing, countUnits, FEW_NUMBERS } from './guess-unit.js';

/** Values by which it is said what a column counts. */
const REMARKED = 500;
const QUOTED = 3;

/** What the numbers of a column count, and what is made of those that name another unit or none. */
export function unitRemark({ name, sample }: ColumnFacts, unit: string, reading: ValueReading): string {
  const converted = sample.find((text) => isConverted(text, unit));
  const bare = sample.find((text) => /^[-+\d.,' ]+$/.test(text));
  const more = [
    ...(converted ? [`"${converted.slice(0, 60)}" is converted to ${readText(converted, reading)}`] : []),
    ...(bare ? [`numbers alone, such as "${bare}", are taken for ${unit} too`] : []),
  ];
  return `${[`"${name}" is read as numbers of ${unit}`, ...more].join('; ')}.`;
}

/** Amounts in several currencies are not comparable. */
export function currencyRemark({ name, sample }: ColumnFacts): string[] {
  const found = currenciesIn(sample);
  if (found.length < 2) return [];
  return [
    `"${name}" has amounts in different currencies, such as ${quotedOf(found)}; all are read as plain numbers.`,
  ];
}

/** Numbers in units that do not convert were perhaps meant to be numbers. */
export function unitsRemark({ name, sample: all }: ColumnFacts, type: 'CATEGORY' | 'TEXT'): string[] {
  const step = Math.max(1, Math.ceil(all.length / REMARKED));
  const sample = all.filter((_, i) => i % step === 0);
  const things = sample.flatMap((text) => {
    const thing = countedThing(text);
    return thing ? [{ text, thing }] : [];
  });
  if (things.length <= MOST * sample.length || new Set(things.map(({ text }) => text)).size <= FEW_NUMBERS)
    return [];
  const units = countUnits(things);
  // Different words after each number are no units.
  if (
    units.length < 2 ||
    units.slice(0, QUOTED).reduce((sum, { count }) => sum + count, 0) < MOST * things.length
  )
    return [];
  const shares = units
    .slice(0, QUOTED)
    .map(
      ({ example, count }) => `"${example.slice(0, 60)}" (${Math.round((100 * count) / sample.length)} %)`,
    );
  const as = type === 'TEXT' ? 'text' : 'a category';
  return [
    `"${name}" is read as ${as}: its values are numbers with units that do not convert into each other, such as ${shares.join(', ')}.`,
  ];
}

const MOST = 0.9;

function quotedOf(found: readonly { readonly example: string }[]): string {
  return found
    .slice(0, QUOTED)
    .map(({ example }) => `"${example.slice(0, 60)}"`)
    .join(', ');
}
