import { describe, expect, it } from 'vitest';
import { cutLabel, fittingLabel } from './fitting-label';

describe('the label of an axis', () => {
  const labels = ['more wine and meat; less children', 'more wine; less children', 'more wine'];

  it('is the longest that fits', () => {
    expect(fittingLabel(labels, 400)).toBe(labels[0]);
    expect(fittingLabel(labels, 200)).toBe(labels[1]);
  });

  it('is the shortest where none fits, and nothing of none', () => {
    expect(fittingLabel(labels, 10)).toBe('more wine');
    expect(fittingLabel([], 10)).toBe('');
  });
});

describe('a name in a narrow place', () => {
  it('is whole where it fits, and cut where it does not', () => {
    expect(cutLabel('High spenders', 200)).toBe('High spenders');
    expect(cutLabel('High spenders, no children', 80)).toBe('High spend…');
  });
});
