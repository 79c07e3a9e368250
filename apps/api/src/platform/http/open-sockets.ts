import type { IncomingHttpHeaders } from 'node:http';
import { CloseCode } from 'graphql-ws';
import type { Caller } from '../call/caller.js';
import { AppError } from '../errors/app-error.js';
import type { Authenticate } from './open-call.js';

/** A socket, or a stream of events, whose caller is known. */
export interface OpenSocket {
  /** What the caller was recognised by. */
  readonly credentials: IncomingHttpHeaders;
  /** As recognised last. */
  caller: Caller;
  /** How many subscriptions are open on it. */
  subscriptions(): number;
  close(code: number, reason: string): void;
}

/** How many subscriptions may be open at a time, in one process. */
export interface SubscriptionLimits {
  readonly subscriptionsPerSocket: number;
  readonly subscriptionsPerCaller: number;
}

/** The code for a socket that is closed because the server stops. */
const GOING_AWAY = 1001;
/** How often callers are recognised again: what a key or a session has lost must end within a second. */
const RECOGNISE_MS = 500;

/**
 * The sockets and streams of this process. A socket outlives the request that opened it, so its caller is recognised again and again:
 * it is closed when the key or the session has ended or was given another role or other datasets, whoever changed it.
 */
export class OpenSockets {
  readonly #sockets = new Set<OpenSocket>();
  readonly #timer: NodeJS.Timeout;
  #recognising = false;

  constructor(
    private readonly authenticate: Authenticate,
    private readonly limits: SubscriptionLimits,
  ) {
    this.#timer = setInterval(() => void this.#recognise(), RECOGNISE_MS);
  }

  add(socket: OpenSocket): void {
    this.#sockets.add(socket);
  }

  delete(socket: OpenSocket): void {
    this.#sockets.delete(socket);
  }

  /** Called with the new subscription counted. @throws AppError TOO_MANY_SUBSCRIPTIONS */
  checkSubscriptions(socket: OpenSocket): void {
    const { subscriptionsPerSocket, subscriptionsPerCaller } = this.limits;
    requireAtMost('The socket', socket.subscriptions(), subscriptionsPerSocket);
    let ofCaller = 0;
    for (const other of this.#sockets) {
      if (other.caller.id === socket.caller.id) ofCaller += other.subscriptions();
    }
    requireAtMost('The caller', ofCaller, subscriptionsPerCaller);
  }

  /** Closes all sockets and recognises nobody any more. */
  stop(): void {
    clearInterval(this.#timer);
    for (const socket of this.#sockets) socket.close(GOING_AWAY, 'Going away');
    this.#sockets.clear();
  }

  /** Asks once for each key or session, however many sockets it has. */
  async #recognise(): Promise<void> {
    if (this.#recognising) return;
    this.#recognising = true;
    const known = new Map<string, Promise<Caller | null | undefined>>();
    await Promise.all(
      [...this.#sockets].map(async (socket) => {
        const { authorization, cookie, host, origin } = socket.credentials;
        const credentials = JSON.stringify([authorization, cookie, host, origin]);
        // Without an answer from the database nothing is known; the next round asks again.
        const asked = known.get(credentials) ?? this.authenticate(socket.credentials).catch(() => undefined);
        known.set(credentials, asked);
        const caller = await asked;
        if (caller === null) socket.close(CloseCode.Unauthorized, 'The key or session has ended');
        else if (caller && !hasSameRights(caller, socket.caller)) {
          socket.close(CloseCode.Forbidden, 'The role or the datasets have changed');
        } else if (caller) socket.caller = caller;
      }),
    );
    this.#recognising = false;
  }
}

function hasSameRights(a: Caller, b: Caller): boolean {
  if (a.role !== b.role || (a.scope === null) !== (b.scope === null)) return false;
  return (
    a.scope === null || (a.scope.size === b.scope!.size && [...a.scope].every((key) => b.scope!.has(key)))
  );
}

function requireAtMost(whose: string, open: number, limit: number): void {
  if (open <= limit) return;
  throw new AppError(
    'TOO_MANY_SUBSCRIPTIONS',
    `${whose} would have ${open} open subscriptions; it may have ${limit}.`,
  );
}
