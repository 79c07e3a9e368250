import { describe, expect, it } from 'vitest';
import { fileName } from './save-file';

const DAY = new Date('2026-11-30T23:30:00Z');

describe('the name of a file from a chart', () => {
  it('has the dataset, the title and the day in UTC', () => {
    expect(fileName('Sample: a shop’s customers', 'How good is each k?', DAY)).toBe(
      'sample-a-shops-customers-how-good-is-each-k-2026-11-30',
    );
  });

  it('keeps letters of every alphabet, without their accents', () => {
    expect(fileName('Käufer 2026', 'Карта', DAY)).toBe('kaufer-2026-карта-2026-11-30');
  });

  it('goes without a dataset whose name has no letter', () => {
    expect(fileName('!!', 'Map', DAY)).toBe('map-2026-11-30');
  });
});
