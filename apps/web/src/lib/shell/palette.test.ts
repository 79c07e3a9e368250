import { describe, expect, it } from 'vitest';
import { type Entry, findEntries } from './palette';

const entries: Entry[] = [
  { id: '1', group: 'screens', name: 'Overview' },
  { id: '2', group: 'screens', name: 'Churn: can you trust it?', also: 'honesty calibration' },
  { id: '3', group: 'actions', name: 'Switch to the dark theme' },
  { id: '4', group: 'segments', name: 'High spenders, no children' },
  { id: '5', group: 'segments', name: 'Overview fans' },
];
const found = (text: string) => findEntries(entries, text).map(({ id }) => id);

describe('the palette', () => {
  it('shows everything before anything is typed', () => {
    expect(found('')).toEqual(['1', '2', '3', '4', '5']);
  });

  it('finds by the beginning of a name, by any of its words, and by other words for it', () => {
    expect(found('over')).toEqual(['1', '5']);
    expect(found('children high')).toEqual(['4']);
    expect(found('calibration')).toEqual(['2']);
  });

  it('finds by the kind of thing', () => {
    expect(found('segments high')).toEqual(['4']);
  });

  it('has things of a kind in the order of their names, as the language has it', () => {
    const named = ['Zebra', 'Äpfel 10', 'Äpfel 2', 'Apfel'].map((name) => ({
      id: name,
      group: 'audiences' as const,
      name,
    }));
    expect(findEntries(named, 'audiences').map(({ id }) => id)).toEqual([
      'Apfel',
      'Äpfel 2',
      'Äpfel 10',
      'Zebra',
    ]);
  });

  it('shows no more than six of a kind, those that begin so first', () => {
    const many = Array.from({ length: 9 }, (_, i) => ({
      id: String(i),
      group: 'segments' as const,
      name: i === 8 ? 'High' : `Not high ${i}`,
    }));
    expect(findEntries(many, 'high').map(({ id }) => id)).toEqual(['8', '0', '1', '2', '3', '4']);
  });
});
