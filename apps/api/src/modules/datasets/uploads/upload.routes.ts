import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Authenticate, openCall, requireCaller } from '../../../platform/http/open-call.js';
import { addResumableRoutes } from './resumable.routes.js';
import type { ResumableUploads } from './resumable-uploads.js';
import type { UploadStore } from './upload-store.js';

type UploadRequest = FastifyRequest<{ Querystring: { filename?: string } }>;

/**
 * POST /uploads?filename=: streams the raw file from the body and answers 201 with its id. DELETE /uploads/{id} removes
 * it again. Beside them, uploads that can be continued.
 */
export function uploadRoutes(store: UploadStore, resumable: ResumableUploads, authenticate: Authenticate) {
  return (app: FastifyInstance): void => {
    requireCaller(app, authenticate);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    app.post('/uploads', { config: { audit: 'upload' } }, async (request, reply) => {
      const call = openCall(request, reply);
      const { query, headers, body = Readable.from([]) } = request as UploadRequest;
      const upload = await store.write(
        call,
        body as Readable,
        query.filename ?? '',
        Number(headers['content-length'] ?? 0),
      );
      return reply.code(201).send({ uploadId: upload.id });
    });
    app.delete('/uploads/:id', { config: { audit: 'delete upload' } }, async (request, reply) => {
      await resumable.discard(openCall(request, reply), (request.params as { id: string }).id);
      return reply.code(204).send();
    });
    addResumableRoutes(app, resumable);
  };
}
