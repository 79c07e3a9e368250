import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  name: {
    begin: 'Rename a column',
    title: 'What a column is called',
    column: 'Column',
    called: 'Called',
    hint: (column: string, otherwise: string) =>
      `“${column}” in the file. Left empty, it is called “${otherwise}”. Exports keep the name of the file.`,
  },
  rejected: {
    title: 'Rejected rows',
    of: (file: string) => `Rejected rows of ${file}`,
    reading: (rows: number, shown: number) =>
      `${plural(rows, 'row')}${rows > shown ? `, the first ${formatCount(shown)} shown` : ''}. Download them, correct them, and add them to the dataset by Overview → Load next month’s file.`,
    downloadAll: 'Download all',
    download: 'Download',
    causes: 'Rejected rows by what has to be repaired',
    rows: 'Rows',
    wrong: 'What is wrong',
    firstLine: 'First line',
    line: 'Line',
    cause: 'Cause',
    text: 'Text',
    loading: 'Loading the rejected rows',
  },
  added: (customers: number) => `${plural(customers, 'customer')} added`,
  updated: (customers: number) => `${formatCount(customers)} updated`,
  removedLater: (customers: number) =>
    `${formatCount(customers)} removed because all their purchases are later than the day of observation`,
  removedMissing: (customers: number) =>
    `${formatCount(customers)} removed because the file does not contain them`,
  lines: {
    customers: (lines: number) =>
      `${formatCount(lines)} ${byCount(lines, { one: 'is a customer', other: 'are customers' })}`,
    purchases: (lines: number) =>
      `${formatCount(lines)} ${byCount(lines, { one: 'is a purchase', other: 'are purchases' })}`,
    leftOut: (lines: number) => `${formatCount(lines)} left out with customers who first bought later`,
    header: (lines: number) => `${formatCount(lines)} the header`,
    aboveHeader: (lines: number) => `${formatCount(lines)} above the header`,
    repeats: (lines: number) =>
      `${formatCount(lines)} ${byCount(lines, { one: 'repeats a customer', other: 'repeat a customer' })}`,
    blank: (lines: number) => `${formatCount(lines)} blank`,
    rejected: (lines: number) => `${formatCount(lines)} rejected`,
    continued: (lines: number) =>
      `${formatCount(lines)} ${byCount(lines, { one: 'continues a row', other: 'continue a row' })}`,
    all: (lines: number, parts: string) => `Of ${plural(lines, 'line')}, ${parts}.`,
    first: (lines: number, parts: string) => `Of the first ${plural(lines, 'line')}, ${parts}.`,
  },
};

export type English = typeof english;
export const say = dictionary('lib/datasets', english);
