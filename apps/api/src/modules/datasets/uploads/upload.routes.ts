import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Authenticate, requireRole } from '../../../platform/http/require-role.js';
import type { UploadStore } from './upload-store.js';

type UploadRequest = FastifyRequest<{ Querystring: { filename?: string } }>;

/** POST /uploads?filename=: streams the raw file from the body and answers 201 with its id. */
export function uploadRoutes(store: UploadStore, authenticate: Authenticate) {
  return (app: FastifyInstance): void => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.post('/uploads', { onRequest: requireRole(authenticate, 'ANALYST') }, async (request, reply) => {
      const { query, headers, raw } = request as UploadRequest;
      store.requireSize(Number(headers['content-length'] ?? 0));
      const upload = await store.write(raw, query.filename ?? '');
      return reply.code(201).send({ uploadId: upload.id });
    });
  };
}
