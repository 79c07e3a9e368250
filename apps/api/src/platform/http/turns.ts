import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { Semaphore } from '../semaphore.js';

/** How many requests of one sender are worked on at a time, and how many more may wait for that. */
const LIMITS = { atOnce: 16, waiting: 2000 };

/**
 * Works on some requests of a sender at a time and lets the others wait, before anything is done for them: who sends
 * thousands at once waits for themself, and keeps nobody else waiting. A sender is known by the credentials as they come.
 */
export function takeTurns(scope: FastifyInstance, { atOnce, waiting } = LIMITS): void {
  const senders = new Map<string, Semaphore>();
  scope.addHook('onRequest', async (request, reply) => {
    const sender = senderOf(request);
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
    const done = () => {
      turns.giveBack();
      if (turns.isIdle) senders.delete(sender);
    };
    if (!reply.raw.closed) return void reply.raw.once('close', done);
    // Nobody waits for this answer any more.
    done();
    reply.hijack();
  });
}

function senderOf({ headers }: FastifyRequest): string {
  return headers.authorization ?? headers.cookie ?? '';
}
