import { describe, expect, it } from 'vitest';
import { tellHistory } from './history';

type History = Parameters<typeof tellHistory>[0];

const NOTHING: History = {
  segmentHistory: [],
  scoreHistory: [],
  campaigns: [],
  heldOutOf: [],
  told: [],
  feedback: [],
};
const telling = {
  words: {
    infinitive: 'leave',
    past: 'left',
    gerund: 'leaving',
    people: 'leavers',
    others: 'stayers',
    remaining: 'still here',
  },
  currency: 'EUR',
};
const score = (modelVersion: number, probability: number, scoredAt: string) => ({
  modelVersion,
  probability,
  riskBand: probability > 0.5 ? ('HIGH' as const) : ('LOW' as const),
  scoredAt,
});

describe('what happened to a customer', () => {
  it('is in one order, the newest first, whatever kind it is of', () => {
    const history: History = {
      ...NOTHING,
      segmentHistory: [
        { segmentKey: 'a', segmentName: 'Families', since: '2024-01-02T00:00:00Z' },
        { segmentKey: 'b', segmentName: 'Savers', since: '2024-04-01T00:00:00Z' },
      ],
      campaigns: [
        { arm: 'HOLD_OUT', campaign: { id: 'c', name: 'Spring', createdAt: '2024-03-01T00:00:00Z' } },
      ],
      told: [{ left: true, value: null, observedAt: '2024-05-01T00:00:00Z' }],
      feedback: [
        { kind: 'NOTE', note: 'Has moved', givenBy: 'ada@example.com', givenAt: '2024-02-01T00:00:00Z' },
      ],
    };
    const files = {
      imports: {
        edges: [
          {
            node: {
              id: 'i',
              number: 1,
              fileName: 'shop.csv',
              mode: 'NEW' as const,
              status: 'COMPLETED' as const,
              createdAt: '2024-01-01T00:00:00Z',
            },
          },
        ],
      },
    };
    expect(tellHistory(history, files, telling).map(({ text, detail }) => [text, detail])).toEqual([
      ['Counted among leavers', undefined],
      ['Moved to “Savers”', 'from “Families”'],
      ['In the campaign “Spring”', 'left alone, so do not contact'],
      ['Note: Has moved', 'ada@example.com'],
      ['Placed in “Families”', undefined],
      ['“shop.csv” was imported', 'file 1 of this dataset'],
    ]);
  });

  it('has the scores that say something new, beside what was said before', () => {
    const scoreHistory = [
      score(2, 0.62, '2024-04-01T00:00:00Z'),
      score(1, 0.313, '2024-03-01T00:00:00Z'),
      score(1, 0.31, '2024-02-01T00:00:00Z'),
    ];
    expect(tellHistory({ ...NOTHING, scoreHistory }, null, telling)).toEqual([
      {
        kind: 'score',
        at: '2024-04-01T00:00:00Z',
        text: 'Chance of leaving 62 %, 31 % before',
        detail: 'high · model version 2',
      },
      {
        kind: 'score',
        at: '2024-02-01T00:00:00Z',
        text: 'Chance of leaving 31 %',
        detail: 'low · model version 1',
      },
    ]);
  });

  it('leaves out files that were not imported', () => {
    const node = {
      id: 'i',
      number: 1,
      fileName: 'bad.csv',
      mode: 'NEW' as const,
      status: 'FAILED' as const,
      createdAt: '2024-01-01T00:00:00Z',
    };
    expect(tellHistory(NOTHING, { imports: { edges: [{ node }] } }, telling)).toEqual([]);
  });
});
