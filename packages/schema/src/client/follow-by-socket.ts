import type { Client, ClientOptions } from 'graphql-ws';
import { type AnswerError, NetworkError, RequestError } from './errors.js';
import { type Follower, PATIENCE } from './follow.js';
import type { Answer } from './read-reply.js';
import { pause, pauseBefore, type Retries } from './with-retries.js';

/** The code by which a socket is closed that is not to be opened again, and what it says. */
const UNAUTHENTICATED = 4401;
const SIGNED_OUT: AnswerError = {
  message: 'The request has no valid session or API key.',
  extensions: { code: 'UNAUTHENTICATED' },
};

/** Follows subscriptions over one WebSocket (graphql-transport-ws), which is open while there are any. */
export function followBySocket(
  url: string,
  apiKey: string | undefined,
  given: Retries,
  webSocket?: unknown,
): Follower {
  const { times, firstPause, longestPause } = { ...PATIENCE, ...given };
  let opened: Promise<Client> | undefined;
  const open = async () => {
    const { createClient } = await import('graphql-ws');
    const options: ClientOptions = {
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      retryAttempts: times,
      shouldRetry: () => true,
      retryWait: (again) => pause(Math.min(longestPause, pauseBefore(again, firstPause))),
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
  if (code === UNAUTHENTICATED) return new RequestError([SIGNED_OUT]);
  return new NetworkError(cause instanceof Error ? cause : new Error(reason || 'the socket was closed'));
}
