import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { createWebhookSecret, signedHeaders } from './sign.js';

const BODY = '{"type":"DATASET_IMPORTED","data":{"name":"Grüße"}}';
const now = new Date('2026-03-01T12:00:00.900Z');

describe('a signature', () => {
  it('is the HMAC of id, whole seconds and body, as the text of Standard Webhooks says', () => {
    const key = Buffer.alloc(32, 7);
    const headers = signedHeaders('msg_1', BODY, [`whsec_${key.toString('base64')}`], now);
    const mac = createHmac('sha256', key).update(`msg_1.1772366400.${BODY}`).digest('base64');
    expect(headers).toMatchObject({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1772366400',
      'webhook-signature': `v1,${mac}`,
    });
  });

  it('is the one of the example in that text', () => {
    const body = '{"test": 2432232314}';
    const headers = signedHeaders(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      body,
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      new Date(1_614_265_330_000),
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is made by each secret, and a receiver accepts it by either, and by no other', () => {
    const [first, second, other] = [createWebhookSecret(), createWebhookSecret(), createWebhookSecret()];
    const headers = signedHeaders('msg_1', BODY, [first!, second!], new Date());
    for (const secret of [first!, second!]) {
      expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
    }
    expect(() => new Webhook(other!).verify(BODY, headers)).toThrow();
    expect(() => new Webhook(first!).verify(BODY.replace('ü', 'u'), headers)).toThrow();
    expect(() => new Webhook(first!).verify(BODY, { ...headers, 'webhook-id': 'msg_2' })).toThrow();
  });
});
