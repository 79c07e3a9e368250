import { describe, expect, it } from 'vitest';
import { toListing } from './listing';

const read = (query: string, scored = true) => toListing(new URLSearchParams(query), scored);

describe('the listing of an address', () => {
  it('is every customer, riskiest first, where nothing is asked', () => {
    expect(read('')).toEqual({
      filter: {
        segmentKey: null,
        riskBand: null,
        minProbability: null,
        maxProbability: null,
        left: null,
        search: null,
      },
      order: 'CHURN_PROBABILITY_DESC',
      narrowed: false,
    });
  });

  it('is by id where nobody is scored', () => {
    expect(read('', false).order).toBe('EXTERNAL_ID_ASC');
  });

  it('reads every filter', () => {
    expect(
      read('segment=s1&risk=HIGH&min=0.2&max=0.9&left=no&search=%20100%20&order=EXPECTED_LOSS_DESC'),
    ).toEqual({
      filter: {
        segmentKey: 's1',
        riskBand: 'HIGH',
        minProbability: 0.2,
        maxProbability: 0.9,
        left: false,
        search: '100',
      },
      order: 'EXPECTED_LOSS_DESC',
      narrowed: true,
    });
  });

  it('leaves out what it does not know', () => {
    expect(read('risk=AWFUL&left=maybe&min=much&order=SIDEWAYS&search=')).toEqual(read(''));
  });

  it('keeps probabilities within 0 and 1', () => {
    expect(read('min=-3&max=7').filter).toMatchObject({ minProbability: 0, maxProbability: 1 });
  });
});
