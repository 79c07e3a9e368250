import { describe, expect, it } from 'vitest';
import { cutLabel, fittingLabel, textWidth, wrapLabel } from './fitting-label';

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

describe('a label in lines', () => {
  it('breaks between words, and is whole where there is room for it', () => {
    const name = 'Catalogue buyers, older, far away';
    expect(wrapLabel(name, 300, 3)).toEqual([name]);
    expect(wrapLabel(name, 100, 3)).toEqual(['Catalogue', 'buyers, older,', 'far away']);
  });

  it('is cut where the lines do not hold it, and never wider than it may be', () => {
    expect(wrapLabel('Catalogue buyers, older, far away', 100, 2)).toEqual(['Catalogue', 'buyers, older…']);
    for (const line of wrapLabel('Zusammengehörigkeitsgefühle ohne Ende', 80, 3))
      expect(textWidth(line)).toBeLessThanOrEqual(80);
  });
});
