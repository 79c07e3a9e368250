import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ErrorCode } from '@holdfast/schema';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { ElasticLimit } from './elastic-limit.js';
import { headersOf, statusOf } from './error-answer.js';
import type { AnswerHeaders } from './security-headers.js';
import { type NoTurn, type Turn, type TurnLimits, TurnQueue } from './turn-queue.js';

const LIMITS = { ofSender: 16, waiting: 2000, fewest: 64, waitMs: 500, burstWaitMs: 2000, burstMs: 1000 };
const RETRY_AFTER = 1;
const REFUSALS: Readonly<Record<NoTurn, { readonly code: ErrorCode; readonly message: string }>> = {
  ofSender: {
    code: 'RATE_LIMITED',
    message: 'You ask more than can be answered in time; ask again in a second.',
  },
  ofAll: {
    code: 'UNAVAILABLE',
    message: 'More is asked than can be answered in time; ask again in a second.',
  },
};
/** So many credentials are remembered. */
const REMEMBERED = 10_000;

/** The turn of a request, which holds it: a WeakMap of requests would keep each until the next full collection. */
const TURN = Symbol('turn');
type Turning = IncomingMessage & { [TURN]?: Turn };

/** What a refusal needs that is decided before anything else looks at a request. */
export interface RefusalParts {
  readonly headers: AnswerHeaders;
  /** Told of each refusal, with its status. */
  readonly refused: (status: number) => void;
  /** Whether the request is one of those that take turns and may be refused without the headers that other origins need. */
  readonly concerns: (request: IncomingMessage) => boolean;
}

/**
 * Works on some requests at a time and lets the others wait, before anything is done for them: who sends thousands at once
 * waits for themself, and keeps nobody else waiting. Where more comes than can be answered, who would wait too long is refused
 * at once, so that what was begun is answered in time.
 */
export class Turns {
  readonly #elastic = new ElasticLimit();
  readonly #queue: TurnQueue;
  /** Whose credentials are known, as they come. */
  readonly #callers = new Map<string, string>();

  constructor(limits: Partial<TurnLimits> = {}, now: () => number = () => performance.now()) {
    this.#queue = new TurnQueue({ ...LIMITS, together: () => this.#elastic.limit, ...limits }, now);
  }

  /**
   * Refuses requests before the listener has them: most of what a look-up costs is spent on the way to it, so that a server
   * that refuses two of three requests by its hooks has half of its time left for the third.
   */
  before(listener: RequestListener, { concerns, headers, refused }: RefusalParts): RequestListener {
    return (request, response) => {
      const noTurn = concerns(request) ? this.#enter(request, response) : null;
      if (noTurn === null) return listener(request, response);
      const { code, message } = REFUSALS[noTurn];
      const status = statusOf(code);
      const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
      response.writeHead(status, {
        ...headers(randomUUID()),
        ...headersOf({ code, retryAfter: RETRY_AFTER }),
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
      refused(status);
    };
  }

  /** Lets the requests of a scope wait for their turn: a hook to come before that which recognises the caller. */
  takeIn(scope: FastifyInstance): void {
    scope.addHook('onRequest', async (request, reply) => {
      const raw: Turning = request.raw;
      const noTurn = raw[TURN] ? null : this.#enter(raw, reply.raw);
      if (noTurn !== null) {
        const { code, message } = REFUSALS[noTurn];
        throw new AppError(code, message, { retryAfter: RETRY_AFTER });
      }
      // Where it has not begun, nobody waits for this answer any more.
      if (!(await raw[TURN]!.begun)) return void reply.hijack();
    });
    scope.addHook('preParsing', async ({ raw, caller }) => {
      if (caller) this.#remember(credentialsOf(raw), caller.id);
    });
  }

  #enter(request: Turning, response: ServerResponse): NoTurn | null {
    const turn = this.#queue.enter(this.#senderOf(request));
    if (typeof turn === 'string') return turn;
    request[TURN] = turn;
    this.#elastic.start();
    response.once('close', () => {
      turn.leave();
      if (this.#queue.working === 0) this.#elastic.stop();
    });
    return null;
  }

  /** Whoever is not known yet shares turns with the others at the same address, however many credentials are made up there. */
  #senderOf(request: IncomingMessage): string {
    return this.#callers.get(credentialsOf(request)) ?? `at ${request.socket.remoteAddress}`;
  }

  #remember(credentials: string, caller: string): void {
    this.#callers.set(credentials, caller);
    if (this.#callers.size <= REMEMBERED) return;
    const [oldest] = this.#callers.keys();
    this.#callers.delete(oldest!);
  }
}

function credentialsOf({ headers }: IncomingMessage): string {
  return headers.authorization ?? headers.cookie ?? '';
}
