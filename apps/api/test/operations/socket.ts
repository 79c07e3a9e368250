import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { GraphqlAnswer } from '../client.js';
import type { TestApp } from '../test-app.js';
import type { Operation } from './reach.js';

/** Subscribes over WebSocket, and returns the first answer, or the errors instead of one, also those of the socket. */
export async function subscribeOnce(app: TestApp, operation: Operation): Promise<GraphqlAnswer<unknown>> {
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${app.adminKey}` },
  });
  try {
    const { value } = await client.iterate({ ...operation }).next();
    return (value ?? { data: null }) as GraphqlAnswer<unknown>;
  } catch (thrown) {
    if (Array.isArray(thrown)) return { errors: thrown };
    const { code } = thrown as { code?: number };
    return {
      errors: [
        { message: `The socket was closed; the code is ${code}.`, extensions: { code: String(code) } },
      ],
    };
  } finally {
    await client.dispose();
  }
}
