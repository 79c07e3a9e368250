import type { FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { refuseAmbiguous } from './refuse-ambiguous.js';

function read(...rawHeaders: string[]): Promise<void> {
  const headers: Record<string, string> = {};
  for (let i = 0; i < rawHeaders.length; i += 2) headers[rawHeaders[i]!.toLowerCase()] ??= rawHeaders[i + 1]!;
  return refuseAmbiguous({ raw: { rawHeaders }, headers } as unknown as FastifyRequest);
}

it('a request whose headers say one thing each is taken', async () => {
  await read('Host', 'x', 'Cookie', 'a=1', 'Cookie', 'b=2', 'X-Forwarded-For', 'a', 'X-Forwarded-For', 'b');
  await read('content-encoding', 'Identity');
});

it.each(['host', 'authorization', 'origin', 'content-type', 'content-encoding'])(
  'a request that gives %s twice, in whatever case, is refused',
  async (name) => {
    await expect(read(name, 'identity', name.toUpperCase(), 'identity')).rejects.toThrow(
      `The header ${name} is given twice; it must be given once.`,
    );
  },
);

it.each(['gzip', 'br', 'gzip, gzip', 'deflate', 'zstd', ''])(
  'a body that is compressed is refused unread: %s',
  async (encoding) => {
    await expect(read('content-encoding', encoding)).rejects.toMatchObject({ status: 415 });
  },
);
