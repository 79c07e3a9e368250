import { type Answer, type Client, createClient } from '@holdfast/schema/client';

/** The result of a GraphQL request. */
export type GraphqlAnswer<T> = Answer<T>;

/** Asks a running API as any other program would, over HTTP with an API key; an error of `query` fails the test. */
export type ApiClient = Pick<Client, 'ask' | 'query'>;

/** The client of the package, which tries once: a test sees what happened. */
export function createApiClient(url: string, apiKey: string): ApiClient {
  return createClient({ url, apiKey, retries: { times: 0 } });
}
