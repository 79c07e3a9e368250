import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../platform/errors/app-error.js';

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

/** Another site's page may not sign anyone in or out; programs other than browsers send no origin. @throws AppError FORBIDDEN */
export function refuseOtherOrigins({ headers }: { readonly headers: IncomingHttpHeaders }): void {
  const fromBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  if (fromBrowser && !isSameOrigin(headers)) {
    throw new AppError(
      'FORBIDDEN',
      `The request comes from ${headers.origin ?? 'another site'}; only pages served by Holdfast may send it.`,
    );
  }
}
