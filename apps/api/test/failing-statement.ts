import { WatchedClient } from '../src/platform/database/watched-client.js';
import type { FailingStep } from './failing-step.js';

/** How a statement fails: the server refuses it, or executes it and the connection breaks before the answer. */
export type StatementFault = 'is refused' | 'is not answered';

type Query = (this: WatchedClient, ...args: unknown[]) => unknown;

const query = WatchedClient.prototype.query as Query;

/** What the application asks from time to time, whatever it is asked, and what it writes down beside a query. */
const BY_THE_CLOCK =
  /query_rates|^select dataset_id, count\(\*\)::int as columns|^select handler, stream from|^select id from outbox where stream|graphile_worker\.jobs waiting|^update jobs set worker_key = \$1 where id = \(/;

/** Makes one statement of the application's pool fail, the n-th from now on, not counting those by the clock. */
export function failStatement(n: number, fault: StatementFault): FailingStep {
  let count = 0;
  let failed: string | null = null;
  const failing: Query = function (...args) {
    const text = textOf(args[0]);
    const counts = this.settings.application_name === 'holdfast' && !BY_THE_CLOCK.test(text);
    if (!counts || ++count !== n) return query.apply(this, args);
    failed = text;
    return fault === 'is refused' ? refuse(this, args) : loseAnswer(this, args);
  };
  WatchedClient.prototype.query = failing as never;
  return {
    count: () => count,
    failed: () => failed,
    end: () => {
      WatchedClient.prototype.query = query as never;
    },
  };
}

/** A statement's text, also that of a COPY. */
function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : (statement as { text: string }).text;
}

/** Whether it is a COPY, which writes its own messages. */
const isCopy = (statement: unknown) => typeof (statement as { submit?: unknown }).submit === 'function';

const cut = () => Object.assign(new Error('cut'), { code: 'ECONNRESET' });

type Callback = (error: Error | null, result?: unknown) => void;

/** Sends another statement in its place, one that the server refuses. */
function refuse(client: WatchedClient, args: unknown[]): unknown {
  const [statement, callback] = [args[0], args.at(-1)];
  if (isCopy(statement)) {
    (statement as { text: string }).text = 'copy nowhere from stdin';
    return query.call(client, statement);
  }
  return query.call(client, 'select 1 / 0', ...(typeof callback === 'function' ? [callback] : []));
}

/** Lets the server execute the statement, and breaks the connection when it has. */
function loseAnswer(client: WatchedClient, args: unknown[]): unknown {
  const lose = () => client.connection.stream.destroy(cut());
  const callback = args.at(-1);
  if (isCopy(args[0])) {
    // A COPY answers when all of it has been sent.
    client.connection.once('commandComplete', lose);
    return query.apply(client, args);
  }
  if (typeof callback === 'function') {
    const lost = () => {
      lose();
      (callback as Callback)(cut());
    };
    return query.apply(client, [...args.slice(0, -1), lost]);
  }
  return (query.apply(client, args) as Promise<unknown>).then(() => {
    lose();
    throw cut();
  });
}
