import type { FastifyInstance } from 'fastify';

/** Says why requests cannot be served now; null while they can. */
export type ReadinessCheck = () => Promise<string | null>;

/** /healthz answers while the process is alive; /readyz answers 200 while it can work, else 503 with the cause. */
export function addHealthRoutes(app: FastifyInstance, check: ReadinessCheck): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const cause = await check();
    if (cause === null) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready', cause });
  });
}
