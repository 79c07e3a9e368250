import 'reflect-metadata';
import type { ColumnDrift, ColumnProfile } from '@holdfast/ml-core';
import { expect, it } from 'vitest';
import { describeColumn } from './column-words.js';

const profile = { kind: 'numeric', name: 'partner', cuts: [0, 1] } as unknown as ColumnProfile;
const drift = (changes: Partial<ColumnDrift>) =>
  ({
    ...{ column: 'partner', method: 'KOLMOGOROV_SMIRNOV', statistic: 0.2, threshold: 0.1, drifted: true },
    ...{ defects: [], moved: null, medianPast: 0, medianNow: 1, missingPast: 0.1, missingNow: 0.1 },
    ...{ past: [0.1, 0, 0.54, 0.36], now: [0.1, 0, 0.36, 0.54] },
    ...changes,
  }) as unknown as ColumnDrift;
const describe = (changes: Partial<ColumnDrift>) =>
  describeColumn(drift(changes), profile, { used: true, type: 'BOOLEAN', label: 'Has a partner' });

it('a column of yes and no is told in yes and no', () => {
  expect(describe({})).toMatchObject({
    column: 'partner',
    sentence: '“Has a partner”: yes went from 40 % to 60 % of those with a value.',
    cells: ['no value', 'no', 'yes'],
    past: [0.1, 0.54, 0.36],
    now: [0.1, 0.36, 0.54],
  });
});

it('says of one that is asked less often how many have no value', () => {
  const now = [0.4, 0, 0.36, 0.24];
  expect(describe({ missingNow: 0.4, now }).sentence).toBe(
    '“Has a partner”: 40 % have no value, 10 % had none.',
  );
});
