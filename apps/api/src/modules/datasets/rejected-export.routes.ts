import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import type { Routes } from '../../platform/http/http-application.js';
import { type Authenticate, openCall, requireCaller } from '../../platform/http/open-call.js';
import type { RejectedExport } from './rejected-export.js';

type ExportRequest = FastifyRequest<{ Params: { id: string } }>;

/** GET /datasets/:id/rejected.csv: the rows of the last imported file that were rejected, streamed, to repair and send again. */
export function rejectedExportRoutes(exports: RejectedExport, authenticate: Authenticate): Routes {
  return (app) => {
    requireCaller(app, authenticate);
    app.get(
      '/datasets/:id/rejected.csv',
      { config: { audit: 'export rejected.csv' } },
      async (request, reply) => {
        const call = openCall(request, reply);
        const key = requireKey('Dataset', (request as ExportRequest).params.id);
        const csv = await exports.csv(call, key);
        reply.header('content-disposition', 'attachment; filename="rejected.csv"');
        return reply.type('text/csv; charset=utf-8').send(Readable.from(csv));
      },
    );
  };
}
