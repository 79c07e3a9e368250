import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How far the clocks of both sides may be apart. */
const SKEW_MS = 15 * 60 * 1000;

export interface SignedRequest {
  readonly method?: string | undefined;
  /** Path and query, as they were sent. */
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface Signer {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly region: string;
}

/** Why S3 would refuse a request by its Signature Version 4, by the name of its error; null where it would not. The body is not looked at. */
export function whyUnsigned(
  request: SignedRequest,
  { accessKeyId, secret, region }: Signer,
  now: Date,
): string | null {
  const { authorization = '', 'x-amz-date': sentAt, 'x-amz-content-sha256': ofBody } = request.headers;
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization,
    );
  if (parts === null || typeof sentAt !== 'string' || typeof ofBody !== 'string') return 'AccessDenied';
  const [, credential, signedHeaders, signature] = parts as unknown as [string, string, string, string];
  const [id, ...scope] = credential.split('/');
  if (id !== accessKeyId) return 'InvalidAccessKeyId';
  if (scope.join('/') !== [sentAt.slice(0, 8), region, 's3', 'aws4_request'].join('/')) {
    return 'AuthorizationHeaderMalformed';
  }
  if (Math.abs(now.getTime() - timeOf(sentAt)) > SKEW_MS) return 'RequestTimeTooSkewed';
  const names = signedHeaders.split(';');
  // What is not signed could be anybody's.
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name)))
    return 'AccessDenied';
  const canonical = [
    ...canonicalAddress(request),
    ...headersOf(request, names),
    '',
    signedHeaders,
    ofBody,
  ].join('\n');
  const text = [
    'AWS4-HMAC-SHA256',
    sentAt,
    scope.join('/'),
    createHash('sha256').update(canonical).digest('hex'),
  ];
  const key = scope.reduce<string | Buffer>((above, part) => hmac(above, part), `AWS4${secret}`);
  const expected = hmac(key, text.join('\n'));
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch';
}

/** Method, path and query: the path as it was sent, the query in order. */
function canonicalAddress({ method = '', url = '' }: SignedRequest): string[] {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  searchParams.sort();
  const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return [method, pathname, query.join('&')];
}

function headersOf({ headers }: SignedRequest, names: readonly string[]): string[] {
  return names.map(
    (name) =>
      `${name}:${String(headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}`,
  );
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function timeOf(sentAt: string): number {
  return Date.parse(sentAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
