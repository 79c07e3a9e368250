import type { MapColumns } from '@holdfast/schema';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readMap } from './read-map';

const columns: MapColumns = {
  externalIds: ['a', 'b'],
  x: { from: -1, to: 1, values: btoa('\0\0\xff\xff') },
  y: { from: 2, to: 2, values: btoa('\0\0\0\0') },
  segmentIndex: btoa('\0\x03'),
};
const points = { externalIds: ['a', 'b'], x: [-1, 1], y: [2, 2], segmentIndex: [0, 3] };
const { signal } = new AbortController();

const sent = vi.fn<typeof fetch>();
beforeEach(() => vi.stubGlobal('fetch', sent));
afterEach(() => {
  vi.unstubAllGlobals();
  sent.mockReset();
});
const answer = (body: unknown, init?: ResponseInit) =>
  sent.mockResolvedValueOnce(new Response(body === null ? null : JSON.stringify(body), init));

describe('the map of a segmentation', () => {
  it('is read once and then kept until it is another', async () => {
    answer(columns, { headers: { etag: 'W/"1"' } });
    expect(await readMap('s', 3, signal)).toEqual({ points });
    answer(null, { status: 304 });
    expect(await readMap('s', 3, signal)).toEqual({ points });
    answer({ ...columns, externalIds: ['a', 'c'] }, { headers: { etag: 'W/"2"' } });
    expect(await readMap('s', 3, signal)).toMatchObject({ points: { externalIds: ['a', 'c'] } });
    expect(sent.mock.calls.map(([, init]) => init?.headers)).toEqual([
      {},
      { 'if-none-match': 'W/"1"' },
      { 'if-none-match': 'W/"1"' },
    ]);
  });

  it('of another k is asked for anew', async () => {
    answer(columns, { headers: { etag: 'W/"3"' } });
    await readMap('s', 4, signal);
    expect(sent).toHaveBeenCalledWith('/segmentations/s/map?k=4', { headers: {}, signal });
  });

  it('fails in the words of the server, or because there is no answer', async () => {
    answer({ code: 'RATE_LIMITED', message: 'Ask again in 3 s.' }, { status: 429 });
    expect(await readMap('s', 2, signal)).toMatchObject({
      failure: { code: 'RATE_LIMITED', detail: 'Ask again in 3 s.' },
    });
    sent.mockResolvedValueOnce(new Response('<html>', { status: 502 }));
    expect(await readMap('s', 2, signal)).toMatchObject({ failure: { code: 'NETWORK' } });
    sent.mockRejectedValueOnce(new TypeError('failed'));
    expect(await readMap('s', 2, signal)).toMatchObject({ failure: { code: 'NETWORK' } });
  });
});
