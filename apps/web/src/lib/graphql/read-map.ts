import { type MapColumns, type MapPoints, readMapColumns } from '@holdfast/schema';
import { describeFailure, type Failure, networkFailure } from './failure';
import { say } from './messages';

/** What came of it: the customers on a map, or why there are none. */
export type MapOutcome = { readonly points: MapPoints } | { readonly failure: Failure };

/** The map that was read last, which is not sent again while it stays as it is. */
let last: { readonly path: string; readonly etag: string; readonly points: MapPoints } | null = null;

/** All customers on the map of a segmentation, with the segments of a k. */
export async function readMap(id: string, k: number, signal: AbortSignal): Promise<MapOutcome> {
  const path = `/segmentations/${encodeURIComponent(id)}/map?k=${k}`;
  const known = last?.path === path ? last : null;
  const headers: HeadersInit = known ? { 'if-none-match': known.etag } : {};
  const response = await fetch(path, { headers, signal }).catch(() => null);
  if (response?.status === 304 && known) return { points: known.points };
  const answer: unknown = await response?.json().catch(() => null);
  // Without an answer, or with half of one.
  if (!response || answer == null) return { failure: networkFailure() };
  if (!response.ok) {
    const { code, message } = answer as { code?: string; message?: string };
    const status = say().status(response.status);
    return { failure: describeFailure(code, message ?? status) };
  }
  const points = readMapColumns(answer as MapColumns);
  last = { path, etag: response.headers.get('etag') ?? '', points };
  return { points };
}
