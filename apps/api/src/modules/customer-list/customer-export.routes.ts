import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CallContext } from '../../platform/call/call-context.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import type { Routes } from '../../platform/http/http-application.js';
import { type Authenticate, openCall, requireCaller } from '../../platform/http/open-call.js';
import { withKeys } from './audiences/audience-filter.js';
import type { CustomerExport } from './customer-export.js';
import type { CustomerFilter, CustomerOrder } from './customer-list.inputs.js';
import { type ExportForm, readForm } from './export-form.js';
import { readFilter, readOrder } from './read-filter.js';

type ExportRequest = FastifyRequest<{
  Params: { id: string };
  Querystring: {
    filter?: string;
    orderBy?: string;
    columns?: string;
    decimal?: string;
    list?: string;
  };
}>;

/**
 * GET /datasets/:id/customers.csv|.parquet?filter=&orderBy=: the list that `customers` answers, all of it, streamed. Besides
 * `columns`, some of its columns as a JSON list, `decimal`, a point or a comma, and `list`, which the file is named after.
 */
export function customerExportRoutes(exports: CustomerExport, authenticate: Authenticate): Routes {
  const nameFile = async (call: CallContext, request: ExportRequest, reply: FastifyReply, ending: string) => {
    const name = await exports.nameOf(
      call,
      requireKey('Dataset', request.params.id),
      request.query.list ?? '',
    );
    reply.header('content-disposition', `attachment; filename="${name}.${ending}"`);
  };
  return (app) => {
    requireCaller(app, authenticate);
    app.get(
      '/datasets/:id/customers.csv',
      { config: { audit: 'export customers.csv' } },
      async (request, reply) => {
        const call = openCall(request, reply);
        const csv = await exports.csv(call, ...readList(request as ExportRequest));
        await nameFile(call, request as ExportRequest, reply, 'csv');
        return reply.type('text/csv; charset=utf-8').send(Readable.from(csv));
      },
    );
    app.get(
      '/datasets/:id/customers.parquet',
      { config: { audit: 'export customers.parquet' } },
      async (request, reply) => {
        const call = openCall(request, reply);
        const file = await exports.parquet(call, ...readList(request as ExportRequest));
        await nameFile(call, request as ExportRequest, reply, 'parquet');
        return reply.type('application/vnd.apache.parquet').send(file.createReadStream());
      },
    );
  };
}

/** The dataset, filter and order that a request names. @throws AppError NOT_FOUND, BAD_USER_INPUT */
function readList({ params, query }: ExportRequest): [string, CustomerFilter, CustomerOrder, ExportForm] {
  const key = requireKey('Dataset', params.id);
  return [key, withKeys(readFilter(query.filter), requireKey), readOrder(query.orderBy), readForm(query)];
}
