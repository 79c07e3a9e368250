import { expect, it } from 'vitest';
import type { DatasetSummary } from './dataset-summary.js';
import { formatSummary } from './format-summary.js';

const metrics = { rocAuc: 0.8461, rocAucLow: 0.8362, rocAucHigh: 0.8559, calibrationError: 0.0114 };
const summary: DatasetSummary = {
  name: 'telco',
  customerCount: 7043,
  rejectedRowCount: 0,
  columns: [{ role: 'CHURN_LABEL' }],
  imports: { edges: [{ node: { rejectedCauses: [] } }] },
  activeSegmentation: {
    recommendation: '2 segments: they reappear when the analysis is repeated on resampled customers.',
    segments: [
      {
        name: 'High bills',
        size: 5517,
        share: 0.7833,
        churn: { meanProbability: 0.33, observedRate: 0.318 },
      },
      {
        name: 'No internet',
        size: 1526,
        share: 0.2167,
        churn: { meanProbability: 0.07, observedRate: null },
      },
    ],
  },
  champion: { algorithm: 'LOGISTIC_REGRESSION', metrics, warnings: [] },
  churnModels: { edges: [] },
  customers: {
    edges: [
      {
        node: {
          externalId: '7590-VHVEG',
          churn: { probability: 0.842, reasons: [{ text: 'Contract' }] },
        },
      },
      { node: { externalId: '5575', churn: { probability: 0.8, reasons: [] } } },
    ],
  },
};

it('shows the segments, the model with its interval, and who to call first', () => {
  expect(formatSummary(summary)).toBe(
    [
      'telco: 7,043 customers, 0 rows rejected',
      '',
      'Segment       Customers   Share   Leave',
      '-----------   ---------   -----   -----',
      'High bills        5,517   78.3%   31.8%',
      'No internet       1,526   21.7%      7%',
      '2 segments: they reappear when the analysis is repeated on resampled customers.',
      '',
      'Churn model: logistic regression, AUC 0.846 (0.836 to 0.856), calibration error 0.011',
      '',
      'Call first   Leaves   Main reason',
      '----------   ------   -----------',
      '7590-VHVEG    84.2%   Contract',
      '5575            80%',
    ].join('\n'),
  );
});

it('says why there is no model, and calls nobody', () => {
  const weak = {
    algorithm: 'RANDOM_FOREST',
    metrics: { ...metrics, rocAuc: 0.501, rocAucLow: 0.48, rocAucHigh: 0.52 },
    warnings: [{ message: 'The lower end of the AUC interval is 0.48; it must be 0.55 or more.' }],
  };
  const customers = { edges: [{ node: { externalId: '1', churn: null } }] };
  const text = formatSummary({
    ...summary,
    champion: null,
    churnModels: { edges: [{ node: weak }] },
    customers,
  });
  expect(text).toContain('No trustworthy churn model.\nrandom forest, AUC 0.501 (0.480 to 0.520)');
  expect(text).toContain('it must be 0.55 or more.');
  expect(text).not.toContain('Call first');
  const none = { ...summary, champion: null, customers };
  expect(formatSummary(none)).toContain('too few customers');
  expect(formatSummary({ ...none, columns: [] })).toContain('no column says who left');
});

it('says what was rejected, and where', () => {
  const rejectedCauses = [
    { count: 1200, firstLine: 17, example: 'spent: expected a number, found "abc"' },
    { count: 1, firstLine: 9, example: 'expected a customer, found totals' },
  ];
  const text = formatSummary({
    ...summary,
    rejectedRowCount: 1201,
    imports: { edges: [{ node: { rejectedCauses } }] },
  });
  expect(text.split('\n').slice(0, 3)).toEqual([
    'telco: 7,043 customers, 1,201 rows rejected',
    '- 1,200 rows, the first in line 17: spent: expected a number, found "abc"',
    '- line 9: expected a customer, found totals',
  ]);
});
