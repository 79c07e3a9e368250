import { type DocumentNode, print } from 'graphql';
import { type Connection, readConnection } from './connection.js';
import { InputError, NetworkError, RequestError, type UserError } from './errors.js';
import type { Follow } from './follow.js';
import { followByEvents } from './follow-by-events.js';
import { followBySocket } from './follow-by-socket.js';
import { mayRepeat } from './may-repeat.js';
import { type Answer, type Reply, readReply } from './read-reply.js';
import type { Arguments, TypedDocument, Variables } from './typed-document.js';
import { uploadFile } from './upload.js';
import type { UploadOptions } from './upload-options.js';
import { type Retries, withRetries } from './with-retries.js';

/** Where the server is, and who asks. */
export interface ClientOptions {
  /** The server, e.g. https://holdfast.example.com. */
  readonly url: string;
  /** The secret of an API key; without it a page asks with the session of its cookie. */
  readonly apiKey?: string;
  /** How queries, and mutations with an `idempotencyKey`, are repeated that failed for a while. */
  readonly retries?: Retries;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** How subscriptions are followed: by server-sent events where a proxy lets no WebSocket through. Default: by WebSocket. */
  readonly subscriptions?: 'websocket' | 'event-stream';
  /** The class of sockets, for a Node before 22, which has none: `WebSocket` of the package ws. */
  readonly webSocket?: unknown;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends it; whoever waits for it gets the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A client of a Holdfast server. Documents of `graphql()` are typed; those as text are for tools, and never repeated. */
export interface Client {
  /** Asks, and returns data and errors as they are. @throws NetworkError if there is no answer */
  ask<Result, Given>(
    document: TypedDocument<Result, Given>,
    ...given: Arguments<Given, CallOptions>
  ): Promise<Answer<Result>>;
  ask<Result>(document: string, variables?: Variables, options?: CallOptions): Promise<Answer<Result>>;
  /** Asks, and returns the data. @throws RequestError, NetworkError */
  query<Result, Given>(
    document: TypedDocument<Result, Given>,
    ...given: Arguments<Given, CallOptions>
  ): Promise<Result>;
  query<Result>(document: string, variables?: Variables, options?: CallOptions): Promise<Result>;
  /** Changes something, and returns the payload. @throws InputError with the `userErrors`; RequestError, NetworkError */
  mutate<Result, Given>(
    document: TypedDocument<Result, Given>,
    ...given: Arguments<Given, CallOptions>
  ): Promise<Result>;
  mutate<Result>(document: string, variables?: Variables, options?: CallOptions): Promise<Result>;
  /**
   * The present state, then every change. Where the connection breaks it is opened anew, and the present state comes again.
   * @throws RequestError, NetworkError
   */
  subscribe<Result, Given>(
    document: TypedDocument<Result, Given>,
    ...given: Arguments<Given, CallOptions>
  ): AsyncGenerator<Result, void, void>;
  subscribe<Result>(
    document: string,
    variables?: Variables,
    options?: CallOptions,
  ): AsyncGenerator<Result, void, void>;
  /**
   * The entries of a list, one by one, of all its pages; `select` finds the list in an answer. The document passes `$after` on to
   * the list and selects `pageInfo { hasNextPage endCursor }`. @throws RequestError, NetworkError
   */
  connection<Result, Given extends { readonly after?: string | null }, Node>(
    document: TypedDocument<Result, Given>,
    variables: Given,
    select: (data: Result) => Connection<Node> | null | undefined,
    options?: CallOptions,
  ): AsyncGenerator<Node, void, void>;
  /** Sends a file and returns the upload's id, for `importDataset`. @throws RequestError, NetworkError */
  upload(file: Blob, options: UploadOptions): Promise<string>;
  /** Ends the subscriptions. */
  close(): void;
}

type Document = DocumentNode | string;

/** A client of the server at `url`, for Node and browsers. */
export function createClient(options: ClientOptions): Client {
  const { apiKey, retries = {}, fetch = globalThis.fetch } = options;
  const url = options.url.replace(/\/+$/, '');
  const headers: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const post = (path: string, body: object, signal: AbortSignal | undefined, accept = 'application/json') =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  const follower =
    options.subscriptions === 'event-stream'
      ? followByEvents(
          (payload, signal) => post('/graphql/stream', payload, signal, 'text/event-stream'),
          retries,
        )
      : followBySocket(url, apiKey, retries, options.webSocket);

  async function send(body: object, signal?: AbortSignal): Promise<Reply> {
    try {
      return await readReply(await post('/graphql', body, signal));
    } catch (error) {
      signal?.throwIfAborted();
      throw new NetworkError(error);
    }
  }
  async function request(document: Document, variables: Variables = {}, { signal }: CallOptions = {}) {
    const body = { query: textOf(document), variables };
    const times = mayRepeat(document, variables) ? retries.times : 0;
    return withRetries(
      () => send(body, signal),
      { ...retries, ...(times === undefined ? {} : { times }) },
      signal,
    );
  }
  async function query(document: Document, variables?: Variables, call?: CallOptions) {
    return dataOf(await request(document, variables, call));
  }
  async function mutate(document: Document, variables?: Variables, call?: CallOptions) {
    const reply = await request(document, variables, call);
    const data = dataOf(reply);
    const userErrors = Object.values(data).flatMap(userErrorsIn);
    if (userErrors.length > 0) throw new InputError(userErrors, data, reply.requestId);
    return data;
  }
  async function* subscribe(document: Document, variables: Variables = {}, { signal }: CallOptions = {}) {
    for await (const answer of until(signal, follower.follow, { query: textOf(document), variables })) {
      yield dataOf({ answer, status: null, requestId: null, retryAfter: null });
    }
  }
  function connection(
    document: Document,
    variables: Variables,
    select: (data: object) => Connection<unknown> | null | undefined,
    call?: CallOptions,
  ) {
    return readConnection(async (after) => {
      const from = after === null ? {} : { after };
      return select(await query(document, { ...variables, ...from }, call));
    });
  }
  return {
    ask: async (...given: Parameters<typeof request>) => (await request(...given)).answer,
    query,
    mutate,
    subscribe,
    connection,
    upload: (file, given) => uploadFile(file, { url, headers, fetch }, given),
    close: follower.close,
  } as Client;
}

const textOf = (document: Document) => (typeof document === 'string' ? document : print(document));

/** The data of an answer without errors. @throws RequestError */
function dataOf({
  answer: { data, errors = [] },
  ...reply
}: Omit<Reply, 'status'> & { status: number | null }) {
  if (errors.length > 0 || !data) throw new RequestError(errors, { ...reply, data });
  return data;
}

function userErrorsIn(payload: unknown): readonly UserError[] {
  return (Object(payload) as { userErrors?: readonly UserError[] }).userErrors ?? [];
}

/** Follows until the signal aborts. @throws the signal's reason */
async function* until(signal: AbortSignal | undefined, follow: Follow, payload: Parameters<Follow>[0]) {
  signal?.throwIfAborted();
  const answers = follow(payload);
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Whoever waits hears of it below.
  aborted.catch(() => {});
  try {
    for (;;) {
      const next = await Promise.race([answers.next(), aborted]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    void answers.return().catch(() => {});
  }
}
