import { expect, it } from 'vitest';
import { isWholeWeek } from './iso-weeks.js';

it('a week without its day is one however it is spelt', () => {
  for (const week of ['2024-W07', 'KW 7/2024', 'KW\u00a07/2024', '２０２４-w０７', ' 2024W07 '])
    expect(isWholeWeek(week), week).toBe(true);
  for (const none of ['2024-W07-3', '2024W073', '2024-07-03', 'W', ''])
    expect(isWholeWeek(none), none).toBe(false);
});
