import { describe, expect, it } from 'vitest';
import { speaking } from '../../../platform/words/spoken.js';
import { numberContrast, valueContrast } from './feature-contrast.test-support.js';
import { say } from './messages.js';
import { nameSegments } from './name-segments.js';
import { saySegment } from './say-segment.js';

const spends = ['MntWines', 'MntMeatProducts'].map((name) => numberContrast(name, 1.2));
const children = numberContrast('Kidhome', -0.8, { mean: 0.05, overallMean: 0.45 });
const PROFILES = [
  [...spends, children],
  [valueContrast('Contract', 'Month-to-month', 0.9, 0.55)],
  [numberContrast('Recency', 1.4), valueContrast('OnlineSecurity', 'No', 0.9, 0.5)],
  [],
];

const stored = nameSegments(PROFILES.map((profile) => ({ size: 1, share: 0.1, profile }))).map(
  ({ name, description }, i) => ({ name, figures: description, profile: PROFILES[i]! }),
);
const inGerman = (segment: Parameters<typeof saySegment>[0]) => speaking('de', () => saySegment(segment));

describe('a segment that was named in English', () => {
  it('is called the same in English', () => {
    for (const segment of stored)
      expect(saySegment(segment)).toEqual({ name: segment.name, description: segment.figures });
  });

  it('is named and described in German by the same figures', () => {
    expect(inGerman(stored[0]!).name).toBe('Hohe Ausgaben, keine Kinder');
    expect(inGerman(stored[1]!)).toEqual({
      name: 'Contract: Month-to-month',
      description: 'Contract „Month-to-month“ bei 90 %, bei allen 55 %.',
    });
    expect(inGerman(stored[3]!)).toEqual({
      name: 'Nahe am Durchschnitt',
      description: 'Nichts hebt sie deutlich vom Durchschnitt ab.',
    });
  });

  it('keeps its number', () => {
    expect(inGerman({ ...stored[3]!, name: 'Close to the average (2)' }).name).toBe(
      'Nahe am Durchschnitt (2)',
    );
  });

  it('stays as it is where the figures do not give its words', () => {
    const other = { ...stored[0]!, name: 'Big spenders', figures: 'Otherwise.' };
    expect(inGerman(other)).toEqual({ name: 'Big spenders', description: 'Otherwise.' });
  });

  it('is told by what people called its columns then', () => {
    const called = [{ ...PROFILES[1]![0]!, called: 'Vertragsart' }];
    const [{ name, description }] = nameSegments([
      { size: 1, share: 0.1, profile: [{ ...called[0]!, feature: 'Vertragsart' }] },
    ]) as [{ name: string; description: string }];
    expect(inGerman({ name, figures: description, profile: called }).name).toBe(
      'Vertragsart: Month-to-month',
    );
  });
});

it('no two concepts are called alike in German', () => {
  const phrases = speaking('de', () =>
    Object.values(say().concepts).flatMap(({ high, low, none }) => [high, low, ...(none ? [none] : [])]),
  );
  expect(new Set(phrases).size).toBe(phrases.length);
});
