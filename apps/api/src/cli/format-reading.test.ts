import { expect, it } from 'vitest';
import type { FileReading } from './file-reading.js';
import { formatReading } from './format-reading.js';

const reading: FileReading = {
  fileName: 'customers.csv',
  isDelimited: true,
  sheet: null,
  dialect: {
    ...{ delimiter: ';', encoding: 'windows-1252', hasHeader: true },
    ...{ decimalSeparator: ',', dateFormat: 'dd-mm-yyyy' },
  },
  transactions: null,
  columns: [
    { name: 'id', suggestedRole: 'CUSTOMER_ID', reason: 'named like an id, and different for every row' },
    { name: 'age', suggestedRole: 'FEATURE', reason: 'numbers, 59 different' },
    { name: 'plan', suggestedRole: 'FEATURE', reason: 'categories, 3 different' },
    { name: 'e-mail', suggestedRole: 'IGNORED', reason: 'personal data' },
  ],
  rowCount: 998,
  lines: {
    ...{ customers: 998, purchases: null, leftOut: null, header: 1, aboveHeader: 0 },
    ...{ repeats: 0, blank: 2, rejected: 0, continued: 0 },
  },
  warnings: ['Is 03/04/2023 the 3rd of April or the 4th of March?'],
};

it('says how a file is read, what its lines are, what its columns are for, and what to check', () => {
  expect(formatReading(reading)).toBe(
    [
      'customers.csv is read with fields between semicolons, windows-1252, decimal comma, dates as dd-mm-yyyy.',
      '',
      'Of its lines   Lines',
      '------------   -----',
      'customers        998',
      'the header         1',
      'blank              2',
      '',
      'Column     Says                 Why',
      '--------   ------------------   ---------------------------------------------',
      "id         the customer's ID    named like an id, and different for every row",
      'e-mail     left out             personal data',
      '2 others   what they are like',
      '',
      'To check:',
      '- Is 03/04/2023 the 3rd of April or the 4th of March?',
    ].join('\n'),
  );
});

it('says what a row is where it is a purchase, and that only the first lines were read', () => {
  const text = formatReading({
    ...reading,
    ...{ isDelimited: false, sheet: 'Sales', rowCount: null, warnings: [] },
    transactions: { observationDate: '2011-06-09', churnAfterDays: 90 },
  });
  expect(text).toContain('customers.csv is read with sheet "Sales", decimal comma, dates as dd-mm-yyyy.');
  expect(text).toContain(
    'A row is a purchase: customers are as of 2011-06-09, and left if they bought nothing in the 90 days after it.',
  );
  expect(text).toContain('Of the first lines');
  expect(text).not.toContain('To check');
});
