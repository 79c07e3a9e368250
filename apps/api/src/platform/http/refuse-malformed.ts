import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { requireStorable } from '../storable.js';

/**
 * Refuses a request whose path, query or JSON body holds what nothing behind the API can, or that gives a parameter of
 * its query twice: a hook for every route except /graphql, where each field checks its arguments.
 * @throws AppError BAD_USER_INPUT
 */
export async function refuseMalformed({ params, query, body }: FastifyRequest): Promise<void> {
  for (const part of [params, query, body instanceof Readable ? null : body]) requireStorable(part);
  for (const [name, value] of Object.entries(query as Record<string, unknown>)) {
    if (!Array.isArray(value)) continue;
    throw new AppError('BAD_USER_INPUT', `${name} is given ${value.length} times; it must be given once.`);
  }
}
