import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser sent the request from one of our pages. A cookie counts only then, because browsers also attach it
 * to requests from other sites. Browsers name the origin of every POST, DELETE and WebSocket handshake.
 */
export function isSameOrigin({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return site === 'same-origin';
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
