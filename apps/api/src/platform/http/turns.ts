import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { Semaphore } from '../semaphore.js';

/**
 * How many requests of one sender are worked on at a time, and how many more may wait for that. Where work takes longer than
 * `slowMs` while at least `busy` requests are worked on, there is more than can be answered.
 */
const LIMITS = { atOnce: 16, waiting: 2000, busy: 64, slowMs: 1000 };
/** A request has this share in what is typical by then. */
const WEIGHT = 1 / 32;
/** Where this many times `busy` are worked on, nobody at all is let in. */
const FULL = 8;

/**
 * Works on some requests of a sender at a time and lets the others wait, before anything is done for them: who sends
 * thousands at once waits for themself, and keeps nobody else waiting. A sender is known by the credentials as they come.
 * Where all together send more than can be answered, whoever has something under way already is refused at once, as is who
 * would wait for themself too long, so that what was begun is answered in time, and who asks one thing after the other is.
 */
export function takeTurns(
  scope: FastifyInstance,
  { atOnce, waiting, busy, slowMs } = LIMITS,
  now: () => number = () => performance.now(),
): void {
  const senders = new Map<string, Semaphore>();
  let working = 0;
  let typicalMs = 0;
  const isTooMuch = (turns: Semaphore | undefined) => {
    if (working < busy) return false;
    const ownWait = ((turns?.waiting ?? 0) / atOnce) * typicalMs;
    if (ownWait > slowMs) return true;
    return typicalMs > slowMs && (turns !== undefined || working >= FULL * busy);
  };
  scope.addHook('onRequest', async (request, reply) => {
    const sender = senderOf(request);
    if (isTooMuch(senders.get(sender))) {
      const message = `${working} requests are being answered, each for ${Math.round(typicalMs)} ms; ask again in a second.`;
      throw new AppError('UNAVAILABLE', message, { retryAfter: 1 });
    }
    const turns = senders.get(sender) ?? new Semaphore(atOnce);
    if (turns.waiting >= waiting) {
      throw new AppError(
        'RATE_LIMITED',
        `${waiting} of your requests wait for an answer, and no more may; ask again in a second.`,
        { retryAfter: 1 },
      );
    }
    senders.set(sender, turns);
    await turns.take();
    const leave = () => {
      turns.giveBack();
      if (turns.isIdle) senders.delete(sender);
    };
    if (reply.raw.closed) {
      // Nobody waits for this answer any more.
      leave();
      return void reply.hijack();
    }
    working++;
    const since = now();
    reply.raw.once('close', () => {
      working--;
      typicalMs += (now() - since - typicalMs) * WEIGHT;
      leave();
    });
  });
}

function senderOf({ headers }: FastifyRequest): string {
  return headers.authorization ?? headers.cookie ?? '';
}
