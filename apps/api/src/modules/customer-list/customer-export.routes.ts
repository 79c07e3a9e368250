import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import type { Routes } from '../../platform/http/http-application.js';
import { type Authenticate, openCall, requireCaller } from '../../platform/http/open-call.js';
import { withKeys } from './audiences/audience-filter.js';
import type { CustomerExport } from './customer-export.js';
import type { CustomerFilter, CustomerOrder } from './customer-list.inputs.js';
import { readFilter, readOrder } from './read-filter.js';

type ExportRequest = FastifyRequest<{
  Params: { id: string };
  Querystring: { filter?: string; orderBy?: string };
}>;

/** GET /datasets/:id/customers.csv|.parquet?filter=&orderBy=: the list that `customers` answers, all of it, streamed. */
export function customerExportRoutes(exports: CustomerExport, authenticate: Authenticate): Routes {
  return (app) => {
    requireCaller(app, authenticate);
    app.get(
      '/datasets/:id/customers.csv',
      { config: { audit: 'export customers.csv' } },
      async (request, reply) => {
        const csv = await exports.csv(openCall(request, reply), ...readList(request as ExportRequest));
        reply.header('content-disposition', 'attachment; filename="customers.csv"');
        return reply.type('text/csv; charset=utf-8').send(Readable.from(csv));
      },
    );
    app.get(
      '/datasets/:id/customers.parquet',
      { config: { audit: 'export customers.parquet' } },
      async (request, reply) => {
        const file = await exports.parquet(openCall(request, reply), ...readList(request as ExportRequest));
        reply.header('content-disposition', 'attachment; filename="customers.parquet"');
        return reply.type('application/vnd.apache.parquet').send(file.createReadStream());
      },
    );
  };
}

/** The dataset, filter and order that a request names. @throws AppError NOT_FOUND, BAD_USER_INPUT */
function readList({ params, query }: ExportRequest): [string, CustomerFilter, CustomerOrder] {
  const key = requireKey('Dataset', params.id);
  return [key, withKeys(readFilter(query.filter), requireKey), readOrder(query.orderBy)];
}
