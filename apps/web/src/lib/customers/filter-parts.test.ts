import { describe, expect, it } from 'vitest';
import { eventInWords } from '#lib/churn/event-words.ts';
import { writeConditions } from './conditions';
import { filterParts, filterSentence } from './filter-parts';
import { toListing } from './listing';

const words = eventInWords({ champion: null });
const tell = (query: string) =>
  filterParts(toListing(new URLSearchParams(query), true), {
    words,
    segment: 'Deal seekers',
    audience: 'Spring',
  });
const sentence = (query: string) => filterSentence(tell(query));

describe('a filter in words', () => {
  it('is a sentence of all that it asks for', () => {
    const where = writeConditions([
      { column: 'tenure_months', operator: 'LTE', value: '12' },
      { column: 'ID', operator: 'IS_KNOWN', value: null },
    ])!;
    const params = new URLSearchParams({ segment: 'a', risk: 'HIGH', min: '0.4', where });
    expect(sentence(String(params))).toBe(
      'Customers still here, in “Deal seekers”, at high risk, with a chance of leaving of 40 % or more, whose tenure months is at most 12, whose ID is known.',
    );
  });

  it.each([
    ['', 'Customers still here.'],
    ['left=all', 'All customers.'],
    ['left=yes', 'Customers who have left already.'],
    ['left=all&min=0.1&max=0.2', 'Customers with a chance of leaving from 10 % to 20 %.'],
    ['left=all&max=0.2', 'Customers with a chance of leaving of 20 % or less.'],
    ['left=all&contacts=1200', 'Customers among the first 1,200 to contact.'],
    ['left=all&contact=no', 'Customers who must not be contacted.'],
    ['left=all&audience=x&search=C10', 'Customers in the audience “Spring”, whose ID contains “C10”.'],
    ['left=all&campaign=x&arm=HOLD_OUT', 'Customers of the campaign, left alone.'],
  ])('says of ?%s what it asks for', (query, said) => {
    expect(sentence(query)).toBe(said);
  });

  it('takes each part away by itself, and offers no way out of what holds by itself', () => {
    const where = writeConditions([
      { column: 'plan', operator: 'EQ', value: 'gold' },
      { column: 'tenure', operator: 'GTE', value: '3' },
    ])!;
    const parts = tell(String(new URLSearchParams({ risk: 'LOW', where })));
    expect(parts.map(({ chip }) => chip)).toEqual([null, 'At low risk', 'Plan is gold', 'Tenure at least 3']);
    expect(parts[1]!.without).toEqual({ risk: null });
    expect(parts[2]!.without).toEqual({ where: '[["tenure","GTE","3"]]' });
  });
});
