import { describe, expect, it } from 'vitest';
import { type SignedRequest, whyUnsigned } from './signature-v4.js';

// The examples of Amazon's documentation, "Authenticating Requests: Using the Authorization Header".
const signer = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const NOW = new Date('2013-05-24T00:05:00Z');
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function request(
  url: string,
  signature: string,
  headers: Record<string, string>,
  method = 'GET',
): SignedRequest {
  const all: Record<string, string> = {
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    ...headers,
  };
  const names = Object.keys(all).sort().join(';');
  const credential = `${signer.accessKeyId}/20130524/us-east-1/s3/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names},Signature=${signature}`;
  return { method, url, headers: { ...all, authorization } };
}

const object = request('/test.txt', 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41', {
  range: 'bytes=0-9',
});

describe('a signature as S3 verifies it', () => {
  it('is taken in the documented examples: an object, a parameter without a value, parameters in order', () => {
    const put = request(
      '/test%24file.text',
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      'PUT',
    );
    const lifecycle = request(
      '/?lifecycle',
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
      {},
    );
    const list = request(
      '/?prefix=J&max-keys=2',
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      {},
    );
    expect([object, put, lifecycle, list].map((one) => whyUnsigned(one, signer, NOW))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it.each<[string, SignedRequest, typeof signer, Date, string]>([
    ['of another secret', object, { ...signer, secret: 'other' }, NOW, 'SignatureDoesNotMatch'],
    ['of another key', object, { ...signer, accessKeyId: 'other' }, NOW, 'InvalidAccessKeyId'],
    ['for another region', object, { ...signer, region: 'eu-west-1' }, NOW, 'AuthorizationHeaderMalformed'],
    ['of another object', { ...object, url: '/other.txt' }, signer, NOW, 'SignatureDoesNotMatch'],
    ['of another method', { ...object, method: 'DELETE' }, signer, NOW, 'SignatureDoesNotMatch'],
    ['with a parameter more', { ...object, url: '/test.txt?acl' }, signer, NOW, 'SignatureDoesNotMatch'],
    [
      'with another header',
      { ...object, headers: { ...object.headers, range: 'bytes=0-99' } },
      signer,
      NOW,
      'SignatureDoesNotMatch',
    ],
    ['a day old', object, signer, new Date('2013-05-25T00:00:00Z'), 'RequestTimeTooSkewed'],
    ['that is missing', { ...object, headers: { host: 'x' } }, signer, NOW, 'AccessDenied'],
    [
      'that leaves the host out',
      {
        ...object,
        headers: { ...object.headers, authorization: object.headers.authorization!.replace('host;', '') },
      },
      signer,
      NOW,
      'AccessDenied',
    ],
  ])('is refused: one %s', (_what, signed, by, now, why) => {
    expect(whyUnsigned(signed, by, now)).toBe(why);
  });
});
