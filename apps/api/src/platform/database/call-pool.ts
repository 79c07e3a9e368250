import pg from 'pg';
import type { CallContext } from '../call/call-context.js';
import { currentCall, outsideCalls } from '../call/current-call.js';
import { Semaphore } from '../semaphore.js';

/** Connections that one call may hold at a time, so that one request cannot take them all. */
const CONNECTIONS_OF_A_CALL = 4;

type Lend = (error?: Error, client?: pg.PoolClient, release?: pg.PoolClient['release']) => void;

/**
 * A pool that knows the calls it lends to: a call gets a few connections at a time, none once it is over, and those that
 * it holds at that moment are closed. PostgreSQL then ends what runs on them and rolls their transactions back.
 */
export class CallPool extends pg.Pool {
  /** Ends sessions while every connection of the pool may be taken. */
  readonly #terminator: pg.Pool;

  constructor(options: pg.PoolConfig) {
    super(options);
    this.#terminator = new pg.Pool({ ...options, max: 1, application_name: 'holdfast terminator' });
    this.#terminator.on('error', () => {});
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(lend: Lend): void;
  override connect(lend?: Lend): Promise<pg.PoolClient> | undefined {
    const call = currentCall();
    const lent = call === undefined ? super.connect() : this.#lendTo(call);
    if (lend === undefined) return lent;
    lent.then((client) => lend(undefined, client, client.release), lend);
    return undefined;
  }

  override end(): Promise<void>;
  override end(done: () => void): void;
  override end(done?: () => void): Promise<void> | undefined {
    const ended = Promise.all([super.end(), this.#terminator.end()]).then(() => {});
    if (done === undefined) return ended;
    ended.then(done, done);
    return undefined;
  }

  async #lendTo(call: CallContext): Promise<pg.PoolClient> {
    const share = this.#shareOf(call);
    await share.permits.take();
    try {
      return share.confine(await this.#connectFor(call.signal, share.over));
    } catch (error) {
      share.permits.giveBack();
      throw error;
    }
  }

  /** A connection, unless the call is over before there is one; then it goes to whoever waits for the next. */
  async #connectFor(signal: AbortSignal, over: Promise<never>): Promise<pg.PoolClient> {
    signal.throwIfAborted();
    // A connection that is opened now lives on when the call is over, and with it what its socket was opened in.
    const connecting = outsideCalls(() => super.connect());
    try {
      const client = await Promise.race([connecting, over]);
      signal.throwIfAborted();
      return client;
    } catch (error) {
      connecting.then((late) => late.release()).catch(() => {});
      throw error;
    }
  }

  #shareOf(call: CallContext): Share {
    return call.keep(this, () => new Share(call.signal, (client) => this.#terminate(client)));
  }

  /** Closing the socket is not enough: PostgreSQL notices only when the statement is done. */
  #terminate(client: pg.PoolClient): void {
    const session = client as unknown as { readonly processID: number; end(): Promise<void> };
    this.#terminator.query('select pg_terminate_backend($1)', [session.processID]).catch(() => {});
    session.end().catch(() => {});
  }
}

/** What a call has of the pool. */
class Share {
  /** Rejects with the reason when the call is over. */
  readonly over: Promise<never>;
  readonly #signal: AbortSignal;
  readonly #held = new Set<pg.PoolClient>();
  readonly permits = new Semaphore(CONNECTIONS_OF_A_CALL);

  constructor(signal: AbortSignal, terminate: (client: pg.PoolClient) => void) {
    this.#signal = signal;
    this.over = new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        for (const client of this.#held) terminate(client);
        reject(signal.reason);
      });
    });
    this.over.catch(() => {});
  }

  /** Makes a connection the call's until it is released. */
  confine(client: pg.PoolClient): pg.PoolClient {
    const { release } = client;
    this.#held.add(client);
    client.release = (error) => {
      this.#held.delete(client);
      this.permits.giveBack();
      // An idle connection, and the timer that ends it, must not hold on to the call: all that it read would live as long.
      client.release = release;
      // What was terminated must not be lent again.
      outsideCalls(() => release(error ?? this.#signal.aborted));
    };
    return client;
  }
}
