import { describe, expect, it } from 'vitest';
import { flowBands, orderByOrigin } from './flow-bands';

const flows = [
  { from: 'a', to: 'x', customers: 30 },
  { from: 'b', to: 'y', customers: 50 },
  { from: 'a', to: 'y', customers: 20 },
];

describe('a picture of flows', () => {
  it('has bars in proportion to their customers, with gaps between', () => {
    const { left, right } = flowBands(flows, ['a', 'b'], ['x', 'y'], 0.1);
    const round = (bars: typeof left) =>
      bars.map(({ key, start, end }) => [key, Number(start.toFixed(6)), Number(end.toFixed(6))]);
    expect(round(left)).toEqual([
      ['a', 0, 0.45],
      ['b', 0.55, 1],
    ]);
    expect(round(right)).toEqual([
      ['x', 0, 0.27],
      ['y', 0.37, 1],
    ]);
  });

  it('has bands that fill their bars on both sides, and do not cross where they leave or arrive', () => {
    const { left, right, bands } = flowBands(flows, ['a', 'b'], ['x', 'y'], 0.1);
    for (const [side, bars, end] of [
      ['left', left, 'from'],
      ['right', right, 'to'],
    ] as const) {
      for (const bar of bars) {
        const own = bands.filter((band) => band[end] === bar.key).sort((p, q) => p[side][0] - q[side][0]);
        expect(own[0]![side][0]).toBeCloseTo(bar.start, 9);
        expect(own.at(-1)![side][1]).toBeCloseTo(bar.end, 9);
        own.slice(1).forEach((band, i) => {
          expect(band[side][0]).toBeCloseTo(own[i]![side][1], 9);
        });
      }
    }
  });

  it('has what a place was split into side by side, and places of nobody last', () => {
    const split = [
      { from: 'a', to: 'x', customers: 30 },
      { from: 'b', to: 'y', customers: 50 },
      { from: 'a', to: 'z', customers: 20 },
    ];
    expect(orderByOrigin(split, ['a', 'b'], ['empty', 'x', 'y', 'z'])).toEqual(['x', 'z', 'y', 'empty']);
    expect(orderByOrigin([], ['a'], ['x', 'y'])).toEqual(['x', 'y']);
  });

  it('of nobody is empty', () => {
    expect(flowBands([], [], [], 0.1)).toEqual({ left: [], right: [], bands: [] });
  });
});
