import type { Socket } from 'node:net';
import pg from 'pg';
import { preparedName } from './prepared.js';

/** How long a server may be silent about a statement before it is asked by another connection whether it is there. */
const SILENCE_MS = 3000;
/** How long it may take to answer that, and how often it is asked. */
const PROBE_MS = 3000;
const PROBES = 2;

/** Questions on their way, by the server's URL: many connections fall silent at once. */
const probes = new Map<string, Promise<boolean>>();

/**
 * A connection that notices when its server no longer answers, such as one that is frozen or behind a dead network: TCP
 * alone would wait for hours. A statement may take its time as long as the server is there.
 */
export class WatchedClient extends pg.Client {
  constructor(readonly settings: pg.ClientConfig) {
    super(settings);
    this.once('connect', () => this.#watch());
  }

  #watch(): void {
    const stream = this.connection.stream as Socket;
    stream.setTimeout(SILENCE_MS);
    stream.on('timeout', async () => {
      if (!this.#isWaiting) return;
      const isThere = await ask(this.settings.connectionString!);
      // Another look in a while; an idle socket would not fire again.
      if (isThere) stream.setTimeout(SILENCE_MS);
      else if (this.#isWaiting) stream.destroy(silence());
    });
  }

  /** Whether a statement is being executed. */
  get #isWaiting(): boolean {
    return !(this as unknown as { readyForQuery: boolean }).readyForQuery;
  }
}

type Answer = (error: Error | undefined, result: unknown) => void;

// Not as a method of the class: the overloads of the one that it calls cannot be written down again.
WatchedClient.prototype.query = function (this: WatchedClient, asked: unknown, ...rest: unknown[]) {
  const name = typeof asked === 'string' ? preparedName(asked) : undefined;
  const statement = name === undefined ? asked : { name, text: asked };
  const send = (...given: unknown[]) => Reflect.apply(pg.Client.prototype.query, this, [statement, ...given]);
  if (rest.some((given) => typeof given === 'function') || isQuery(asked)) return send(...rest);
  // The library's own promise and its query hold each other, and young collections keep such pairs: with them all that a
  // request reads waits for a full one.
  return new Promise((resolve, reject) => {
    const answer: Answer = (error, result) => (error ? reject(error) : resolve(result));
    send(rest[0], answer);
  }).catch((error: Error) => {
    // Where it was asked says more than where the answer was read.
    Error.captureStackTrace(error);
    throw error;
  });
} as pg.Client['query'];

function isQuery(asked: unknown): boolean {
  return typeof (asked as Partial<pg.Submittable> | null)?.submit === 'function';
}

function silence(): Error {
  return Object.assign(new Error('The database does not answer.'), { code: 'ETIMEDOUT' });
}

function ask(url: string): Promise<boolean> {
  const asked = probes.get(url) ?? probe(url).finally(() => probes.delete(url));
  probes.set(url, asked);
  return asked;
}

async function probe(url: string): Promise<boolean> {
  for (let attempt = 1; attempt <= PROBES; attempt++) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PROBE_MS });
    client.on('error', () => {});
    try {
      await client.connect();
      void client.end();
      return true;
    } catch (error) {
      // A server that refuses more connections is there.
      if (error instanceof pg.DatabaseError) return true;
    }
  }
  return false;
}
