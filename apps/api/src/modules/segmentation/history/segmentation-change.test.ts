import { describe, expect, it } from 'vitest';
import { type Flow, keptShareOf, segmentEvents } from './segmentation-change.js';

const names = (text: string) => new Map([...text].map((key) => [key, key.toUpperCase()]));
/** Flows in short: `ab 30` for 30 customers from a to b, `-` for none. */
const flows = (...short: string[]): Flow[] =>
  short.map((text) => {
    const key = (at: number) => (text[at] === '-' ? null : text[at]!);
    return { fromKey: key(0), toKey: key(1), customers: Number(text.slice(3)) };
  });
const told = (before: string, now: string, ...short: string[]) =>
  segmentEvents(flows(...short), names(before), names(now));

describe('what became of segments', () => {
  it('is that they were kept where most stay under their key', () => {
    expect(told('ab', 'ab', 'aa 90', 'ab 10', 'bb 50', '-b 5')).toEqual([
      { kind: 'KEPT', keys: ['a'], sentence: '“A” kept 90 % of its 100 customers, and has 90.' },
      { kind: 'KEPT', keys: ['b'], sentence: '“B” kept 100 % of its 50 customers, and has 65.' },
    ]);
  });

  it('is that one was split where its parts are segments of their own, whoever keeps the key', () => {
    expect(told('ab', 'acb', 'aa 60', 'ac 40', 'bb 50')).toEqual([
      { kind: 'KEPT', keys: ['b'], sentence: '“B” kept 100 % of its 50 customers, and has 50.' },
      { kind: 'SPLIT', keys: ['a', 'c'], sentence: '“A” was split into “A” (60 %) and “C” (40 %).' },
    ]);
  });

  it('is that two were merged where one holds most of each', () => {
    expect(told('abc', 'ac', 'aa 60', 'ba 40', 'cc 10')).toEqual([
      { kind: 'KEPT', keys: ['c'], sentence: '“C” kept 100 % of its 10 customers, and has 10.' },
      {
        kind: 'MERGED',
        keys: ['a', 'b'],
        sentence: '“A” is put together from “A” (60 % of it) and “B” (40 % of it).',
      },
    ]);
  });

  it('is that one is gone, scattered, and one is new', () => {
    const events = told('abc', 'abd', 'aa 90', 'bb 90', 'ca 8', 'cb 7', '-d 70', 'ad 3');
    expect(events.filter(({ kind }) => kind !== 'KEPT')).toEqual([
      { kind: 'GONE', keys: ['c'], sentence: '“C” is gone; most of its customers are in “A”.' },
      { kind: 'NEW', keys: ['d'], sentence: '“D” is new, mostly customers who were not there before.' },
    ]);
  });

  it('is told of every key of both sides, whatever the flows', () => {
    for (let seed = 1; seed < 200; seed++) {
      const count = (i: number) => ((seed * 7919 + i * 104_729) % 13) ** 2;
      const pairs = ['aa', 'ab', 'ax', 'ba', 'bb', 'bx', 'ca', 'cb', 'cx', '-a', 'b-'];
      const events = told('abc', 'abx', ...pairs.map((pair, i) => `${pair} ${count(i)}`));
      expect(new Set(events.flatMap(({ keys }) => keys))).toEqual(new Set(['a', 'b', 'c', 'x']));
    }
  });
});

it('the share that kept its segment is of those who are in one on both sides', () => {
  expect(keptShareOf(flows('aa 30', 'ab 10', '-a 500', 'b- 500'))).toEqual({ shared: 40, keptShare: 0.75 });
  expect(keptShareOf([])).toEqual({ shared: 0, keptShare: 0 });
});
