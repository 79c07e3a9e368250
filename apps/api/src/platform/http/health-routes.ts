import type { FastifyInstance } from 'fastify';

/** Whether requests can be served now, and what is wrong, in a sentence; null if nothing is. */
export interface Readiness {
  readonly serves: boolean;
  readonly cause: string | null;
}

/** Finds out whether requests can be served now. */
export type ReadinessCheck = () => Promise<Readiness>;

/**
 * /healthz answers while the process is alive. /readyz answers 200 while it can work, as `degraded` with the cause if
 * something of it does not, else 503 with the cause.
 */
export function addHealthRoutes(app: FastifyInstance, check: ReadinessCheck): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const { serves, cause } = await check();
    if (!serves) return reply.code(503).send({ status: 'not ready', cause });
    return cause === null ? { status: 'ready' } : { status: 'degraded', cause };
  });
}
