import { type DocumentNode, type GraphQLFormattedError, print } from 'graphql';

/** The result of a GraphQL request. */
export interface GraphqlAnswer<T> {
  readonly data?: T | null;
  readonly errors?: GraphQLFormattedError[];
}

/** A document of `graphql()` from @holdfast/schema, which knows its result and its variables. */
export interface TypedDocument<Result, Variables> extends DocumentNode {
  /** Never present: it carries the types. */
  __ensureTypesOfVariablesAndResultMatching?: (variables: Variables) => Result;
}

/** The variables as an argument, which a document without required ones can do without. */
type Argument<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];

/** Asks a running API as any other program would, over HTTP with an API key. */
export interface ApiClient {
  /** Asks, and returns data and GraphQL errors; a string is for what no schema would let through. */
  ask<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...variables: Argument<Variables>
  ): Promise<GraphqlAnswer<Result>>;
  ask<T>(document: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer<T>>;
  /** Asks, and returns the data; a GraphQL error fails the test. */
  query<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...variables: Argument<Variables>
  ): Promise<Result>;
  query<T>(document: string, variables?: Record<string, unknown>): Promise<T>;
}

/** A client of the API at `url`, with the secret of an API key. */
export function createApiClient(url: string, apiKey: string): ApiClient {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };

  async function ask(document: string | TypedDocument<unknown, unknown>, variables: unknown = {}) {
    const query = typeof document === 'string' ? document : print(document);
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    return (await response.json()) as GraphqlAnswer<unknown>;
  }
  async function query(document: string | TypedDocument<unknown, unknown>, variables?: unknown) {
    const { data, errors } = await ask(document, variables);
    if (errors) throw new Error(`The query failed: ${JSON.stringify(errors)}`);
    return data;
  }
  return { ask, query } as ApiClient;
}
