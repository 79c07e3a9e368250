import { expect, it } from 'vitest';
import { shownCells } from './shown-cells';

it('leaves out the cells that nobody is or was in', () => {
  const cells = ['no value', 'a', 'b', 'any other'];
  expect(shownCells({ cells, past: [0, 0.5, 0.5, 0], now: [0, 1, 0, 0] })).toEqual([
    { name: 'a', past: 0.5, now: 1 },
    { name: 'b', past: 0.5, now: 0 },
  ]);
});
