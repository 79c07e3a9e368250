import type { FastifyRequest } from 'fastify';
import type { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { fromGlobalId } from '../../platform/graphql/read-global-id.js';
import type { Routes } from '../../platform/http/http-application.js';
import { type ExportFiles, FILE_TYPES } from './export-files.js';
import { isSigned } from './export-link.js';
import type { ExportsStore } from './exports.store.js';

/** What the routes call. */
export interface ExportsParts {
  readonly store: Pick<ExportsStore, 'find'>;
  readonly files: ExportFiles;
  readonly trail: AuditTrail;
  readonly clock: Clock;
  /** Whether a dataset can be seen by those who may: it is not deleted. */
  readonly isThere: (datasetId: string) => Promise<boolean>;
}

type LinkRequest = FastifyRequest<{
  Params: { id: string };
  Querystring: { expires?: string; signature?: string };
}>;

/** GET /exports/:id?expires=&signature=: a file, for whoever has its address. Each is noted in the audit before a byte is sent. */
export function exportsRoutes({ store, files, trail, clock, isThere }: ExportsParts): Routes {
  return (app) => {
    app.get('/exports/:id', async (request, reply) => {
      const { params, query } = request as LinkRequest;
      const key = fromGlobalId('CustomerExport', params.id);
      const found = key === null ? null : await store.find(key);
      const isOpen = found !== null && found.withdrawnAt === null && isSigned(found, query, clock.now());
      if (!isOpen || !(await isThere(found.datasetId))) throw unknownLink();
      const file = await files.open(found);
      if (file === null) throw unknownLink();
      const noted = trail.record(
        {
          actor: { name: 'a signed link', id: null },
          action: 'fetch export',
          subject: found.globalId,
          datasetId: found.datasetId,
          address: request.ip,
        },
        { outcome: 'DONE', codes: [] },
      );
      // Without a note of it nothing is handed out.
      await noted.catch((error: unknown) => {
        file.stream.destroy();
        throw error;
      });
      const { ending, type } = FILE_TYPES[found.format];
      return reply
        .headers({
          'content-disposition': `attachment; filename="customers.${ending}"`,
          'content-length': file.bytes,
          'cache-control': 'no-store',
        })
        .type(type)
        .send(file.stream);
    });
  };
}

/** The same for all of them: nobody learns which exports there were. */
function unknownLink(): AppError {
  return new AppError('NOT_FOUND', 'This link is unknown, has expired, or its file was withdrawn.');
}
