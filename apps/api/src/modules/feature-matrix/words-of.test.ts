import { expect, it } from 'vitest';
import { nameInWords, wordsOf } from './words-of.js';

it.each([
  ['NumWebPurchases', 'num web purchases'],
  ['purchases_web', 'web purchases'],
  ['NPS', 'NPS'],
  ['nps_score', 'NPS score'],
  ['MRR', 'MRR'],
  ['StreamingTV', 'streaming TV'],
  ['Frequency of SMS', 'frequency of SMS'],
  ['data_gb', 'data GB'],
  ['vipCustomer', 'VIP customer'],
  ['TENURE', 'tenure'],
  ['MONTHLY_CHARGES', 'monthly charges'],
])('%s is "%s" in a sentence', (column, words) => {
  expect(nameInWords(column)).toBe(words);
});

it('is lower case where names are compared', () => {
  expect(wordsOf('StreamingTV')).toBe('streaming tv');
});
