import { describe, expect, it } from 'vitest';
import { axisLabel, axisLabels, axisMeaning } from './axis-meaning';

describe('what an axis means', () => {
  it('names the strongest features on each side', () => {
    const meaning = axisMeaning([0.6, -0.5, 0.05, 0.55], ['wine', 'children', 'recency', 'meat']);
    expect(meaning).toEqual({ more: ['wine', 'meat'], less: ['children'] });
    expect(axisLabel(meaning)).toBe('more wine and meat; less children');
  });

  it('is shorter where there is less room', () => {
    expect(axisLabel({ more: ['wine', 'meat'], less: ['children'] }, 1)).toBe('more wine; less children');
  });

  it('is of one side alone where there is hardly any room, in words of a sentence', () => {
    const meaning = { more: ['Wine spend', 'Meat'], less: ['Children', 'ID cards'] };
    expect(axisLabels(meaning)).toEqual([
      'more wine spend and meat; less children and ID cards',
      'more wine spend and meat; less children and ID cards',
      'more wine spend; less children',
      'more wine spend',
    ]);
    expect(axisLabels({ more: [], less: ['Children'] }).at(-1)).toBe('less children');
  });

  it('leaves out what is much weaker than the strongest', () => {
    expect(axisMeaning([0.9, 0.3], ['wine', 'meat'])).toEqual({ more: ['wine'], less: [] });
  });

  it('says nothing of an axis without loadings', () => {
    expect(axisLabel(axisMeaning([], []))).toBe('');
    expect(axisLabel(axisMeaning([0, 0], ['a', 'b']))).toBe('');
  });
});
