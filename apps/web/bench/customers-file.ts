import { Readable } from 'node:stream';
import { generator } from '../test/customers-csv';

const NUMBERS = 16;
const LEVELS = [3, 4, 5, 6, 8];
const FLAGS = 4;
/** Customers that are written at a time. */
const PART = 5000;

/** A file of 28 columns: an ID, 16 numbers and 5 categories that tell five groups, 4 flags, a value and who has left. */
export function customersFile(count: number): Readable {
  const random = generator(7);
  const bell = () => random() + random() + random() - 1.5;
  const from = <T>(length: number, one: (i: number) => T) => Array.from({ length }, (_, i) => one(i));
  const names = [
    'customer_id',
    ...from(NUMBERS, (i) => `amount_${i + 1}`),
    ...LEVELS.map((_, i) => `kind_${i + 1}`),
    ...from(FLAGS, (i) => `flag_${i + 1}`),
    'monthly_spend',
    'churned',
  ];
  function line(row: number): string {
    const group = Math.floor(random() ** 1.5 * 5);
    const numbers = from(NUMBERS, (i) => {
      const value = ((group * (i + 3)) % 5) * 20 + 12 * bell() + 50;
      return i % 2 === 0 ? Math.max(0, Math.round(value)) : value.toFixed(2);
    });
    const kinds = LEVELS.map((levels, i) => {
      const level = random() < 0.7 ? (group + i) % levels : Math.floor(random() * levels);
      return `k${level}`;
    });
    const flags = from(FLAGS, (i) => (random() < 0.2 + 0.1 * ((group + i) % 5) ? 'yes' : 'no'));
    const spend = Math.round(20 + 30 * group + 25 * random());
    const logOdds = -2 + 0.03 * (Number(numbers[0]) - 80) + (flags[0] === 'yes' ? 1 : 0) + 0.4 * group;
    const left = random() < 1 / (1 + Math.exp(-logOdds)) ? 'Yes' : 'No';
    return [`C${1_000_000 + row}`, ...numbers, ...kinds, ...flags, spend, left].join(',');
  }
  function* parts() {
    yield `${names.join(',')}\n`;
    for (let first = 0; first < count; first += PART)
      yield `${from(Math.min(PART, count - first), (i) => line(first + i)).join('\n')}\n`;
  }
  return Readable.from(parts());
}
