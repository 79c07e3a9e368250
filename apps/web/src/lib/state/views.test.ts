import { describe, expect, it } from 'vitest';
import { viewOf, withView } from './views';

const VIEWS = [
  { key: 'map', name: 'Map' },
  { key: 'flow', name: 'Flow' },
] as const;

describe('the parts of a screen', () => {
  const at = (address: string) => new URL(address, 'http://holdfast.test');

  it('are named in the address, beside whatever else it says', () => {
    expect(withView(at('/d/1/segments?k=5'), VIEWS, 'flow')).toBe('/d/1/segments?k=5&view=flow');
    expect(withView(at('/d/1/segments?k=5&view=flow'), VIEWS, 'map')).toBe('/d/1/segments?k=5');
    expect(withView(at('/d/1/segments?view=flow'), VIEWS, 'map')).toBe('/d/1/segments');
  });

  it('begin with the first, also where the address names one that is not there', () => {
    expect(viewOf(VIEWS, 'flow')).toBe('flow');
    expect([viewOf(VIEWS, null), viewOf(VIEWS, 'nothing')]).toEqual(['map', 'map']);
  });
});
