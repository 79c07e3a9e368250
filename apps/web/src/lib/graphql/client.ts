import { Client, cacheExchange, fetchExchange, mapExchange, subscriptionExchange } from '@urql/core';
import { createClient as createSocketClient } from 'graphql-ws';
import { locale } from '#lib/words/locale.svelte.ts';
import { toFailure } from './failure';
import { newestAnswerExchange } from './newest-answer';

/**
 * The client of the API on the page's own origin: HTTP for queries and mutations, one socket for subscriptions,
 * opened when the first job is followed. `onSignedOut` is called for every response that says nobody is signed in,
 * `onLost` for every request without a response.
 */
export function createApiClient(origin: string, onSignedOut: () => void, onLost: () => void): Client {
  const socket = createSocketClient({
    url: `${origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: () => ({ language: locale.language }),
    lazyCloseTimeout: 5000,
    shouldRetry: () => true,
    retryAttempts: Number.POSITIVE_INFINITY,
  });
  return new Client({
    url: `${origin}/graphql`,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { 'accept-language': locale.language } }),
    requestPolicy: 'cache-and-network',
    exchanges: [
      mapExchange({
        onError(error) {
          const { code } = toFailure(error);
          if (code === 'UNAUTHENTICATED') onSignedOut();
          else if (code === 'NETWORK') onLost();
        },
      }),
      cacheExchange,
      newestAnswerExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query: query ?? '', variables }, sink) }),
        }),
      }),
    ],
  });
}
