import type { DateOrder } from '../values/date-values.js';
import type { DecimalSeparator } from '../values/number-values.js';
import { type ReadValue, readText, type ValueReading } from '../values/value-reading.js';

/** How the values of a column may be read, where they do not tell themselves. */
export interface AskedFormat {
  /** The same in a sentence. */
  readonly sentence: string;
  /** Values that can be read in either way; the first is the one that is likeliest to differ. */
  readonly examples: readonly string[];
  readonly choices: readonly FormatReading[];
}

/** One way to read them, and what the examples then mean. */
export interface FormatReading {
  readonly decimal: DecimalSeparator | null;
  readonly order: DateOrder | null;
  readonly meanings: readonly ReadValue[];
}

const EXAMPLES = 2;
const DECIMALS = ['.', ','] as const;
const ORDERS = ['dmy', 'mdy'] as const;

/** What to ask about a column of which a reading is not proven; null if no two values of it would differ. */
export function askFormat(
  sentence: string,
  sample: readonly string[],
  reading: ValueReading,
): AskedFormat | null {
  const ways: Pick<FormatReading, 'decimal' | 'order'>[] =
    reading.type === 'NUMBER'
      ? DECIMALS.map((decimal) => ({ decimal, order: null }))
      : ORDERS.map((order) => ({ decimal: null, order }));
  const read = (text: string) =>
    ways.map(({ decimal, order }) =>
      readText(text, { ...reading, decimal: decimal ?? reading.decimal, order: order ?? reading.order }),
    );
  const examples = [...new Set(sample)]
    .filter((text) => {
      const [first, second] = read(text);
      return isKnown(first) && isKnown(second) && first !== second;
    })
    .slice(0, EXAMPLES);
  if (examples.length === 0) return null;
  const meanings = examples.map(read);
  return {
    sentence,
    examples,
    choices: ways.map((way, at) => ({ ...way, meanings: meanings.map((each) => each[at]!) })),
  };
}

function isKnown(value: ReadValue | undefined): boolean {
  return value !== undefined && value !== null;
}
