import { describe, expect, it } from 'vitest';
import { NetworkError } from './errors.js';
import type { Reply } from './read-reply.js';
import { withRetries } from './with-retries.js';

const busy = (retryAfter: number | null): Reply => ({ answer: {}, status: 429, requestId: null, retryAfter });
const fine: Reply = { answer: { data: {} }, status: 200, requestId: null, retryAfter: null };

/** Sends what has these outcomes, and answers with the pauses between in milliseconds. */
async function pausesOf(outcomes: (Reply | NetworkError)[], retries = {}): Promise<number[]> {
  const pauses: number[] = [];
  const send = async () => {
    const next = outcomes.shift()!;
    if (next instanceof NetworkError) throw next;
    return next;
  };
  await withRetries(send, retries, undefined, async (milliseconds) => void pauses.push(milliseconds));
  return pauses;
}

describe('the pauses between tries', () => {
  it('are as long as the server says', async () => {
    expect(await pausesOf([busy(2), busy(0), fine])).toEqual([2000, 0]);
  });

  it('double where it does not, and differ by half either way', async () => {
    const away = new NetworkError('away');
    const pauses = await pausesOf([away, away, away, away, fine], { times: 4, firstPause: 100 });
    for (const [again, milliseconds] of pauses.entries()) {
      expect(milliseconds).toBeGreaterThanOrEqual(50 * 2 ** again);
      expect(milliseconds).toBeLessThanOrEqual(150 * 2 ** again);
    }
    expect(pauses).toHaveLength(4);
  });

  it('end at the longest one', async () => {
    const pauses = await pausesOf([busy(null), busy(null), fine], { firstPause: 5000, longestPause: 1000 });
    expect(pauses).toEqual([1000, 1000]);
  });
});
