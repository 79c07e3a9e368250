import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';

/** Headers that say who asks, where and what: of two of them a proxy may believe the one and Node the other. */
const ONCE = new Set(['host', 'authorization', 'origin', 'content-type', 'content-encoding']);

/**
 * Refuses a request that can be read in two ways, or whose body is compressed: nothing is unfolded, as a small body could
 * become any size. A hook for every route. @throws AppError BAD_USER_INPUT
 */
export async function refuseAmbiguous({ raw, headers }: FastifyRequest): Promise<void> {
  const { rawHeaders } = raw;
  const seen = new Set<string>();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) {
      throw new AppError('BAD_USER_INPUT', `The header ${name} is given twice; it must be given once.`);
    }
    seen.add(name);
  }
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding.trim().toLowerCase() === 'identity') return;
  throw new AppError(
    'BAD_USER_INPUT',
    `The body is sent as ${JSON.stringify(encoding.slice(0, 100))}; it must be sent as it is, without content-encoding.`,
    { status: 415 },
  );
}
