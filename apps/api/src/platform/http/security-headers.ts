import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** The dashboard page's policy: only our own origin, and the inline scripts in its HTML by hash. */
export function contentSecurityPolicy(html: string): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = scripts.map(([, code]) => `'sha256-${createHash('sha256').update(code!).digest('base64')}'`);
  return [
    "default-src 'self'",
    ['script-src', "'self'", ...hashes].join(' '),
    // Charts position their marks with style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The headers that every answer has, which protect the user's browser from attacks and name the request. */
export type AnswerHeaders = (requestId: string) => Readonly<Record<string, string>>;

/** Those of an installation with this page, which may be missing. */
export function answerHeaders(indexHtml: string): AnswerHeaders {
  const policy = contentSecurityPolicy(existsSync(indexHtml) ? readFileSync(indexHtml, 'utf8') : '');
  return (requestId) => ({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'x-request-id': requestId,
  });
}
