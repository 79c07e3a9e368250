import { wordsOf } from '../../feature-matrix/index.js';

/** A column, as far as it may be a tenure. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly role: string;
  readonly min: number | null;
}

const TENURE =
  /\btenure\b|\bseniority\b|\bsubscription length\b|\baccount (length|age)\b|\bcustomer age\b|\b(months|days|years|weeks) (as|since joining|since start|of membership)\b/;
/** What a year is in each unit. */
const YEAR = { day: 365, week: 52, month: 12, year: 1 } as const;
const UNITS = Object.keys(YEAR) as (keyof typeof YEAR)[];

/** The column that says how long somebody has been a customer: a number that is never negative; undefined without one. */
export function tenureColumn<C extends Column>(columns: readonly C[]): C | undefined {
  return columns.find(
    ({ name, type, role, min }) =>
      type === 'NUMBER' && role !== 'CUSTOMER_ID' && (min ?? 0) >= 0 && TENURE.test(wordsOf(name)),
  );
}

/** The unit that a column's name says it is counted in, as in "12 months"; null if it says none. */
export function unitOf(column: string): string | null {
  const unit = findUnit(column);
  return unit ? `${unit}s` : null;
}

/** A time ahead that is worth telling: a year, or a sixth of the longest tenure if that is not known or too long. */
export function horizonOf(column: string, longest: number): number {
  const unit = findUnit(column);
  if (unit && YEAR[unit] <= longest / 2) return YEAR[unit];
  return longest >= 6 ? Math.round(longest / 6) : longest / 6;
}

function findUnit(column: string): keyof typeof YEAR | undefined {
  const words = wordsOf(column).split(' ');
  return UNITS.find((one) => words.includes(one) || words.includes(`${one}s`));
}
