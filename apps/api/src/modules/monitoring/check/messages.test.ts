import 'reflect-metadata';
import { expect, it } from 'vitest';
import { speaking } from '../../../platform/words/spoken.js';
import type { ReportTold } from './messages.en.js';
import { say } from './messages.js';

const change = { value: 0.3, low: 0.2, high: 0.4 };
const told = {
  state: 'ALERT',
  alerts: ['MONEY'],
  quality: { money: { past: 10, now: 13, change } },
  named: [],
  more: 0,
  changed: 100,
  words: { infinitive: 'leave', past: 'left' },
  unused: false,
  defect: false,
} as unknown as ReportTold;
const promise = {
  ...{ outcomes: 800, rocAuc: 0.6, expectedRocAuc: 0.8, rate: 0.3, expectedRate: 0.3 },
  ...{ broken: ['RANKING'] as const, words: { past: 'left' } },
};

it('a model of which only the money at stake has changed is what it was', () => {
  expect(say().advice(told)).toMatch(/^The model is what it was\./);
  expect(speaking('de', () => say().advice(told))).toMatch(/^Das Modell ist, was es war\./);
});

it('one that outcomes show to rank worse besides is not', () => {
  const broken = { ...told, promise };
  expect(say().sentence(broken)).toMatch(/ranked worse than was to be expected.*is at stake a customer/);
  expect(say().advice(broken)).toMatch(/train the model again/);
  expect(speaking('de', () => say().advice(broken))).toMatch(/trainieren Sie das Modell neu/);
});
