import type { GraphqlAnswer } from '../client.js';
import type { TestApp } from '../test-app.js';
import type { Operation } from './reach.js';

/** Subscribes by server-sent events, and returns the first answer with its status. */
export async function streamOnce(
  app: TestApp,
  operation: Operation,
): Promise<{ status: number; answer: GraphqlAnswer<unknown> }> {
  const left = new AbortController();
  const response = await app.fetch('/graphql/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(operation),
    signal: left.signal,
  });
  const { status } = response;
  try {
    let said = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      said += chunk;
      const [, data] = /event: next\ndata: (.*)\n\n/.exec(said) ?? [];
      if (data !== undefined) return { status, answer: JSON.parse(data) as GraphqlAnswer<unknown> };
    }
    const { code, message } = JSON.parse(said) as { code: string; message: string };
    return { status, answer: { errors: [{ message, extensions: { code } }] } };
  } finally {
    left.abort();
  }
}
