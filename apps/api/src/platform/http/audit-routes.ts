import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf } from '../audit/actor-of.js';
import type { AuditTrail, OpenAct, Settlement } from '../audit/audit-trail.js';
import { settlementOf } from '../audit/settlement-of.js';
import { AppError } from '../errors/app-error.js';
import { type Subject, subjectOf } from '../graphql/named-subject.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the audit calls a request to this route; without it, it does not note any. */
    audit?: string;
  }
  interface FastifyRequest {
    /** What was answered with an error. */
    refusal: FastifyError | AppError | null;
  }
}

/**
 * Notes the requests to those routes of a scope that say so: before anything is done or a byte is sent, and then what
 * came of it. `isType` says whether the schema has a type, whose ids may stand in a path.
 */
export function auditRoutes(
  scope: FastifyInstance,
  trail: AuditTrail,
  isType: (name: string) => boolean,
): void {
  scope.decorateRequest('refusal', null);
  scope.addHook('onError', async (request, _reply, error) => {
    request.refusal = error;
  });
  scope.addHook('preHandler', async (request, { raw }) => {
    const { audit: action } = request.routeOptions.config;
    if (action === undefined || request.caller === null) return;
    const about = subjectIn(request, isType);
    const act = { actor: actorOf(request.caller), action, address: request.ip, ...about };
    const open = await trail.open(act);
    const close = () => void settle(open, request, raw.writableFinished, about);
    if (raw.closed) close();
    else raw.once('close', close);
  });
}

function settle(open: OpenAct, request: FastifyRequest, finished: boolean, about: Subject): Promise<void> {
  const [asked = null] = request.call?.concerned ?? [];
  return open.settle({ ...settlementFor(request.refusal, finished), datasetId: about.datasetId ?? asked });
}

function settlementFor(refusal: FastifyError | AppError | null, finished: boolean): Settlement {
  // A part of it may have arrived.
  if (!finished) return { outcome: 'UNKNOWN', codes: ['CANCELLED'] };
  if (refusal === null) return { outcome: 'DONE', codes: [] };
  const isRequests = !(refusal instanceof AppError) && (refusal.statusCode ?? 500) < 500;
  return isRequests ? { outcome: 'REFUSED', codes: ['BAD_USER_INPUT'] } : settlementOf(refusal);
}

function subjectIn({ params }: FastifyRequest, isType: (name: string) => boolean): Subject {
  const { id } = params as { id?: string };
  return subjectOf(id ?? '', isType) ?? { subject: null, datasetId: null };
}
