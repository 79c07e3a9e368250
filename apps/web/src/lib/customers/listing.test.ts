import { describe, expect, it } from 'vitest';
import { choiceOf, toListing } from './listing';

const read = (query: string, scored = true) => toListing(new URLSearchParams(query), scored);

describe('the listing of an address', () => {
  it('is those who have not left, the highest gain of a contact first, where nothing is asked', () => {
    expect(read('')).toEqual({
      filter: {
        segmentKey: null,
        segmentK: null,
        riskBand: null,
        minProbability: null,
        maxProbability: null,
        left: false,
        contacts: null,
        search: null,
        mayBeContacted: null,
        audienceId: null,
        campaignId: null,
        campaignArm: null,
        mapArea: null,
        where: null,
      },
      order: 'EXPECTED_GAIN_DESC',
      narrowed: false,
    });
  });

  it('is of a segment under another number of segments only where both are said, and that number can be', () => {
    const k = (query: string) => read(query).filter.segmentK;
    expect(['segment=a&k=5', 'k=5', 'segment=a&k=11', 'segment=a&k=1.5'].map(k)).toEqual([
      5,
      null,
      null,
      null,
    ]);
  });

  it('is the most likely first where those who have left are listed too', () => {
    expect(read('left=all').order).toBe('CHURN_PROBABILITY_DESC');
    expect(read('left=yes').order).toBe('CHURN_PROBABILITY_DESC');
  });

  it('is by id where nobody is scored', () => {
    expect(read('', false)).toMatchObject({
      filter: { left: null },
      order: 'EXTERNAL_ID_ASC',
      narrowed: false,
    });
  });

  it('reads every filter', () => {
    expect(
      read(
        'segment=s1&k=6&risk=HIGH&min=0.2&max=0.9&left=yes&contacts=500&search=%20100%20&contact=no&audience=a1&campaign=c1&arm=CONTACTED&area=U2Vn+0,0+1,0+1,1&where=[["visits","GTE","4"]]&order=EXPECTED_LOSS_DESC',
      ),
    ).toEqual({
      filter: {
        segmentKey: 's1',
        segmentK: 6,
        riskBand: 'HIGH',
        minProbability: 0.2,
        maxProbability: 0.9,
        left: true,
        contacts: 500,
        search: '100',
        mayBeContacted: false,
        audienceId: 'a1',
        campaignId: 'c1',
        campaignArm: 'CONTACTED',
        mapArea: { segmentationId: 'U2Vn', x: [0, 1, 1], y: [0, 0, 1] },
        where: [{ column: 'visits', operator: 'GTE', value: '4' }],
      },
      order: 'EXPECTED_LOSS_DESC',
      narrowed: true,
    });
  });

  it('is everybody where that is asked', () => {
    expect(read('left=all')).toMatchObject({ filter: { left: null }, narrowed: false });
  });

  it('leaves out what it does not know', () => {
    expect(
      read('risk=AWFUL&left=maybe&contact=perhaps&contacts=1e3&min=much&order=SIDEWAYS&search='),
    ).toEqual(read(''));
  });

  it('keeps probabilities within 0 and 1', () => {
    expect(read('min=-3&max=7').filter).toMatchObject({ minProbability: 0, maxProbability: 1 });
  });
});

describe('a campaign of the list', () => {
  const listed = (query: string) => toListing(new URLSearchParams(query), true);

  it('is of the audience if nothing else is asked for, else of the filter', () => {
    expect(choiceOf(listed('audience=a1&left=all'))).toEqual({ audienceId: 'a1' });
    const narrowed = listed('audience=a1');
    expect(choiceOf(narrowed)).toEqual({ filter: narrowed.filter });
  });

  it('names an arm only with its campaign', () => {
    expect(listed('arm=HOLD_OUT').filter.campaignArm).toBeNull();
    expect(listed('campaign=c1&arm=HOLD_OUT').filter).toMatchObject({
      campaignId: 'c1',
      campaignArm: 'HOLD_OUT',
    });
    expect(listed('campaign=c1&arm=NONE').filter.campaignArm).toBeNull();
  });
});
