import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/** A request that a receiver had. */
export interface ReceivedWebhook {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly payload: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Record<string, unknown>;
  };
}

/** A receiver on this machine that answers as it is told. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** How the next requests are answered: a status, or whatever it does with the response. */
  answer: number | ((response: ServerResponse, request: ReceivedWebhook) => void);
  /** What a receiver's library makes of a request. @throws if the signature is not by this secret */
  verify(request: ReceivedWebhook, secret: string): unknown;
  stop(): Promise<void>;
}

/** Starts a receiver; it answers with 204. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    answer: 204,
    verify: ({ body, headers }, secret) => new Webhook(secret).verify(body, headers),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const headers = request.headers as Record<string, string>;
    const received = { id: headers['webhook-id']!, headers, body, payload: JSON.parse(body) };
    receiver.received.push(received);
    if (typeof receiver.answer === 'number') response.writeHead(receiver.answer).end();
    else receiver.answer(response, received);
  }
  return receiver;
}
