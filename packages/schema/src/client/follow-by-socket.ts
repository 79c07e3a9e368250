import type { Client, ClientOptions } from 'graphql-ws';
import { type AnswerError, NetworkError, RequestError } from './errors.js';
import type { Answer } from './read-reply.js';
import type { Variables } from './typed-document.js';

/** What a subscription asks for. */
export interface SubscriptionPayload {
  readonly query: string;
  readonly variables: Variables;
}

/**
 * Follows a subscription until its iterator is returned. Where the connection breaks, it is opened anew, and the present state
 * comes first.
 */
export type Follow = (
  payload: SubscriptionPayload,
) => Required<Pick<AsyncIterator<Answer<unknown>>, 'next' | 'return'>>;

/** Codes by which a socket is closed that is not to be opened again, and what they say. */
const CLOSED: Readonly<Record<number, AnswerError>> = {
  4401: {
    message: 'The request has no valid session or API key.',
    extensions: { code: 'UNAUTHENTICATED' },
  },
  4403: { message: 'The role or the datasets have changed.', extensions: { code: 'FORBIDDEN' } },
};

/** Follows subscriptions over one WebSocket (graphql-transport-ws), which is open while there are any. */
export function followBySocket(
  url: string,
  apiKey: string | undefined,
  webSocket?: unknown,
): { follow: Follow; close: () => void } {
  let opened: Promise<Client> | undefined;
  const open = async () => {
    const { createClient } = await import('graphql-ws');
    const options: ClientOptions = {
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      ...(apiKey === undefined ? {} : { connectionParams: { authorization: `Bearer ${apiKey}` } }),
      ...(webSocket === undefined ? {} : { webSocketImpl: webSocket }),
    };
    return createClient(options);
  };
  return {
    follow: (payload) => {
      opened ??= open();
      const answers = opened.then((client) => client.iterate(payload) as AsyncIterator<Answer<unknown>>);
      // By hand: a generator would end only after its next answer.
      return {
        next: async () => (await answers).next().catch((cause: unknown) => Promise.reject(failureOf(cause))),
        return: async () => (await answers).return!(),
      };
    },
    close: () => void opened?.then((client) => client.dispose()),
  };
}

/** What the library throws: errors of an answer, a close event, or anything else that ended the socket. */
function failureOf(cause: unknown): Error {
  if (Array.isArray(cause)) return new RequestError(cause as AnswerError[]);
  const { code, reason } = Object(cause) as { code?: number; reason?: string };
  const closed = CLOSED[code ?? 0];
  if (closed) return new RequestError([closed]);
  return new NetworkError(cause instanceof Error ? cause : new Error(reason || 'the socket was closed'));
}
