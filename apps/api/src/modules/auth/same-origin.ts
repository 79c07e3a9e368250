import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser sent the request from a page of ours. A cookie counts only then: it goes along with requests that
 * pages of other sites make as well. Browsers name the origin of every POST, DELETE and WebSocket handshake.
 */
export function isSameOrigin({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return site === 'same-origin';
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
