import { isIP } from 'node:net';
import { MAX_WEBHOOK_URL_LENGTH } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import type { DestinationGuard } from './sending/destination-guard.js';

/** The first port that is no well-known service's. */
const FIRST_FREE_PORT = 1024;

/**
 * The URL of an endpoint in its normal form. What a name resolves to is checked when something is sent.
 * @throws AppError BAD_USER_INPUT
 */
export function readEndpointUrl(text: string, guard: DestinationGuard): string {
  if (text.length > MAX_WEBHOOK_URL_LENGTH) {
    throw refused(`url has ${text.length} characters; it must have at most ${MAX_WEBHOOK_URL_LENGTH}`);
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null)
    throw refused(`url is "${text.slice(0, 100)}"; it must be like https://example.com/hooks`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refused(`url begins with ${url.protocol}; it must begin with https:`);
  }
  if (url.username !== '' || url.password !== '') {
    throw refused('url has a user or a password; it must have neither, as the signature says who sends');
  }
  // A fragment is not sent.
  url.hash = '';
  requirePublic(url, guard);
  return url.href;
}

/** What can be told without looking a name up. */
function requirePublic(url: URL, guard: DestinationGuard): void {
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const refusal = isIP(host) === 0 ? null : guard.refusal(host, secure);
  if (refusal !== null) throw refused(refusal);
  if (guard.allowsInner) return;
  if (!secure) throw refused('url begins with http:; it must begin with https:');
  if (url.port !== '' && Number(url.port) < FIRST_FREE_PORT) {
    throw refused(`url names the port ${url.port}; it must be 443 or ${FIRST_FREE_PORT}..65535`);
  }
}

function refused(what: string): AppError {
  return new AppError('BAD_USER_INPUT', `${what}.`, { field: ['url'] });
}
