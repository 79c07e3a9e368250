import { REPORT_KINDS } from '@holdfast/schema';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AuditTrail } from '../../platform/audit/audit-trail.js';
import { AppError } from '../../platform/errors/app-error.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import type { Routes } from '../../platform/http/http-application.js';
import { type Authenticate, openCall, requireCaller } from '../../platform/http/open-call.js';
import type { ReportKind } from './reports.enums.js';
import type { ReportsService } from './reports.service.js';

/** How many shared reports an address may ask a process for in a minute. */
const OPENINGS_A_MINUTE = 60;
/** Nothing runs in a report and nothing is fetched by it; its own style is all it has. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
/** The name of somebody who reads by a link, in the audit. */
const READER = { name: 'a report link', id: null };
const TOKEN = /^[\w-]{43}$/;

type FileRequest = FastifyRequest<{ Params: { id: string }; Querystring: { kind?: string; about?: string } }>;
type LinkRequest = FastifyRequest<{ Params: { token: string } }>;

/** GET /datasets/:id/report.html?kind=&about=: a report of now as a file, for callers. */
export function reportFileRoutes(service: ReportsService, authenticate: Authenticate): Routes {
  return (app) => {
    requireCaller(app, authenticate);
    app.get(
      '/datasets/:id/report.html',
      { config: { audit: 'export report.html' } },
      async (request, reply) => {
        const { params, query } = request as FileRequest;
        const kind = readKind(query.kind);
        const wanted = { kind, datasetId: requireKey('Dataset', params.id), about: query.about ?? null };
        const page = await service.page(openCall(request, reply), wanted);
        const name = `holdfast-${kind.toLowerCase().replace('_', '-')}.html`;
        reply.header('content-disposition', `attachment; filename="${name}"`);
        return sendPage(reply, page);
      },
    );
  };
}

/** GET /reports/:token: a shared report, for whoever has its address. Noted in the audit before a byte is sent. */
export function sharedReportRoutes(service: ReportsService, trail: AuditTrail): Routes {
  const limiter = new RateLimiterMemory({ points: OPENINGS_A_MINUTE, duration: 60 });
  return (app) => {
    app.get('/reports/:token', async (request, reply) => {
      await limiter.consume(request.ip).catch(refuse);
      const { token } = (request as LinkRequest).params;
      const found = TOKEN.test(token) ? await service.behind(token) : null;
      const act = { actor: READER, action: 'open shared report', address: request.ip };
      if (found === null) {
        trail.noteRefusal(act, 'NOT_FOUND');
        throw new AppError('NOT_FOUND', 'This link is unknown, has expired or was revoked.');
      }
      const { id, datasetId, page } = found;
      await trail.record(
        { ...act, subject: toGlobalId('ReportLink', id), datasetId },
        { outcome: 'DONE', codes: [] },
      );
      await service.noteOpened(id);
      return sendPage(reply, page);
    });
  };
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .headers({
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow, noarchive',
    })
    .type('text/html; charset=utf-8')
    .send(page);
}

function readKind(kind: string | undefined): ReportKind {
  if (kind !== undefined && Object.hasOwn(REPORT_KINDS, kind)) return kind as ReportKind;
  const kinds = Object.keys(REPORT_KINDS).join(', ');
  throw new AppError(
    'BAD_USER_INPUT',
    `kind is ${JSON.stringify(kind ?? null)}; it must be one of ${kinds}.`,
  );
}

function refuse(refusal: unknown): never {
  if (!(refusal instanceof RateLimiterRes)) throw refusal;
  const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
  const message = `${OPENINGS_A_MINUTE} reports were asked for within a minute; try again in ${retryAfter} s.`;
  throw new AppError('RATE_LIMITED', message, { retryAfter });
}
