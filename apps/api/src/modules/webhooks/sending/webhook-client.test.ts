import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { DestinationGuard } from './destination-guard.js';
import { WebhookClient } from './webhook-client.js';

const TIMEOUT_MS = 300;
const never = new AbortController().signal;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A receiver on this machine, and how many requests it had. */
async function receive(answer: RequestListener) {
  const seen = { requests: 0, sockets: 0, port: 0 };
  const server = createServer((request, response) => {
    seen.requests++;
    request.resume();
    answer(request, response);
  });
  server.on('connection', () => seen.sockets++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  seen.port = (server.address() as AddressInfo).port;
  return seen;
}

function client(guard = new DestinationGuard(['127.0.0.0/8'])): WebhookClient {
  const made = new WebhookClient(guard, TIMEOUT_MS);
  stops.push(() => made.close());
  return made;
}

const post = (to: WebhookClient, url: string, signal = never) => to.post(url, {}, '{}', signal);

describe('what is sent', () => {
  it('is received, one after the other over one connection', async () => {
    const seen = await receive((_, response) => response.writeHead(204).end());
    const sender = client();
    for (let i = 0; i < 3; i++) {
      expect(await post(sender, `http://127.0.0.1:${seen.port}/`)).toEqual({ status: 204, error: null });
    }
    expect(seen).toMatchObject({ requests: 3, sockets: 1 });
  });

  it('is sent again at once if a connection that waited was just closed', async () => {
    const seen = await receive((request, response) => {
      response.writeHead(200).end('ok');
      response.once('finish', () => setImmediate(() => request.socket.destroy()));
    });
    const sender = client();
    for (let i = 0; i < 20; i++) {
      expect(await post(sender, `http://127.0.0.1:${seen.port}/`)).toEqual({ status: 200, error: null });
    }
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect of status %i', async (status) => {
    const aim = await receive((_, response) => response.end());
    const seen = await receive((_, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${aim.port}/` }).end(),
    );
    expect(await post(client(), `http://127.0.0.1:${seen.port}/`)).toEqual({
      status,
      error: `the receiver answered with the status ${status}; redirects are not followed`,
    });
    expect(aim.requests).toBe(0);
  });

  it('is told to have failed by a status that is no success', async () => {
    const seen = await receive((_, response) => response.writeHead(503).end('no'));
    expect(await post(client(), `http://127.0.0.1:${seen.port}/`)).toEqual({
      status: 503,
      error: 'the receiver answered with the status 503',
    });
  });
});

describe('a receiver', () => {
  it('that does not answer is left after its time', async () => {
    const seen = await receive(() => {});
    expect(await post(client(), `http://127.0.0.1:${seen.port}/`)).toEqual({
      status: null,
      error: 'there was no answer within 0.3 seconds',
    });
  });

  it('whose answer trickles is left after its time; its status counts', async () => {
    const seen = await receive((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 10);
      response.once('close', () => clearInterval(timer));
    });
    const before = performance.now();
    expect(await post(client(), `http://127.0.0.1:${seen.port}/`)).toEqual({ status: 200, error: null });
    expect(performance.now() - before).toBeLessThan(10 * TIMEOUT_MS);
  });

  it('whose answer never ends is left after 64 kB', async () => {
    let written = 0;
    const seen = await receive((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384;
      };
      response.on('drain', more);
      more();
    });
    const before = performance.now();
    expect(await post(client(), `http://127.0.0.1:${seen.port}/`)).toEqual({ status: 200, error: null });
    expect(performance.now() - before).toBeLessThan(TIMEOUT_MS);
    // What was on its way when the connection was closed is in the buffers of the two sockets.
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('whose head never ends, or is none, is no receiver', async () => {
    const seen = await receive((request) =>
      request.socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`),
    );
    expect(await post(client(), `http://127.0.0.1:${seen.port}/`)).toMatchObject({
      status: null,
      error: 'the connection failed (HPE_HEADER_OVERFLOW)',
    });
  });

  it('that is not there is told as such', async () => {
    const { port } = await receive(() => {});
    stops.pop()!();
    expect(await post(client(), `http://127.0.0.1:${port}/`)).toEqual({
      status: null,
      error: 'the connection failed (ECONNREFUSED)',
    });
    expect(await post(client(), 'http://nowhere.invalid/')).toMatchObject({
      status: null,
      error: expect.stringMatching(/^its host name was not found/),
    });
  });

  it('on an inner address is never connected to', async () => {
    const seen = await receive((_, response) => response.end());
    const strict = client(new DestinationGuard([]));
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]']) {
      expect(await post(strict, `http://${host}:${seen.port}/`)).toMatchObject({
        status: null,
        error: expect.stringMatching(/is not a public address/),
      });
    }
    expect(seen.sockets).toBe(0);
  });

  it('whose name resolves otherwise the second time is connected to as it was checked', async () => {
    const seen = await receive((_, response) => response.end());
    const answers = ['127.0.0.1', '127.9.9.9'];
    const asked: string[] = [];
    const guard = new DestinationGuard(['127.0.0.1'], (hostname, _, callback) => {
      asked.push(hostname);
      callback(null, [{ address: answers[asked.length - 1]!, family: 4 }]);
    });
    const sender = client(guard);
    // Asked once for a connection: what it would answer later is of no use to whoever answers.
    expect(await post(sender, `http://rebinding.test:${seen.port}/`)).toEqual({ status: 200, error: null });
    expect(asked).toEqual(['rebinding.test']);
    const other = client(guard);
    expect(await post(other, `http://rebinding.test:${seen.port}/`)).toMatchObject({
      error: expect.stringMatching(/^127\.9\.9\.9 is not a public address/),
    });
    expect(seen.requests).toBe(1);
  });
});

it('a sender that is stopped breaks off, and says nothing of the receiver', async () => {
  const seen = await receive(() => {});
  const stopping = new AbortController();
  const sent = post(client(), `http://127.0.0.1:${seen.port}/`, stopping.signal);
  stopping.abort(new Error('stopping'));
  await expect(sent).rejects.toThrow('stopping');
});
