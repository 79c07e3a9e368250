import { describe, expect, it } from 'vitest';
import { laterUuid } from './later-uuid.js';

describe('a UUID by time', () => {
  it('has the form of version 7, with the time in front', () => {
    expect(laterUuid(new Date('2024-03-01T12:00:00.123Z'))).toMatch(
      /^018df9e2-b27b-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('sorts behind those of earlier times, whatever the order of its other digits', () => {
    const times = [0, 1, 255, 256, 1e9, 1.7e12, 1.7e12 + 1, 8.64e15];
    const made = times.map((time) => laterUuid(new Date(time)));
    expect([...made].sort()).toEqual(made);
  });

  it('is another one each time', () => {
    const now = new Date(0);
    expect(new Set(Array.from({ length: 1000 }, () => laterUuid(now))).size).toBe(1000);
  });
});
