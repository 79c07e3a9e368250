import type { ErrorCode } from '@holdfast/schema';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { sayError } from '../errors/say-error.js';
import { describeUnexpected } from '../errors/unexpected.js';
import type { Logger } from '../logger.js';
import type { AnswerHeaders } from './security-headers.js';

const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UPLOAD_TOO_LARGE: 413,
  UPLOAD_QUOTA_EXCEEDED: 413,
  RATE_LIMITED: 429,
  TIMED_OUT: 503,
  INTERNAL: 500,
  OUTCOME_UNKNOWN: 500,
  UNAVAILABLE: 503,
};

/** Seconds after which a client may ask again what could not be answered. */
const RETRY_AFTER = 1;

/** The HTTP status for an error code. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? 400;
}

/** The HTTP headers for an error. */
export function headersOf({
  code,
  retryAfter = code === 'UNAVAILABLE' ? RETRY_AFTER : undefined,
}: Pick<AppError, 'code'> & Partial<AppError>): Readonly<Record<string, string>> {
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}

/** Answers a request whose address cannot be read, which reaches no route and no hook. */
export function answerBadAddress(headers: AnswerHeaders) {
  return ({ message }: FastifyError, { id }: FastifyRequest, reply: FastifyReply): void => {
    const body = { code: 'BAD_USER_INPUT' satisfies ErrorCode, message: `${message}.` };
    void reply.code(400).headers(headers(id)).send(body);
  };
}

/** Answers every refused or failed HTTP request with `{ code, message }`. */
export function answerErrorsAsJson(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    // The route may have set the type of what it could not send.
    reply.type('application/json');
    if (error instanceof AppError) {
      const { code, message } = error;
      return reply
        .code(error.status ?? statusOf(code))
        .headers(headersOf(error))
        .send({ code, message: sayError(message) });
    }
    const status = error.statusCode ?? 500;
    if (status >= 400 && status < 500) {
      const message = MESSAGES[error.code]?.(request) ?? error.message;
      return reply.code(status).send({ code: 'BAD_USER_INPUT', message });
    }
    const { code, message } = describeUnexpected(error, logger, request.id);
    return reply.code(statusOf(code)).headers(headersOf({ code })).send({ code, message });
  });
}

/** What is said better than in Fastify's words. */
const MESSAGES: Readonly<Record<string, (request: FastifyRequest) => string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: tooLarge,
  // It says so of JSON with such names too.
  FST_ERR_CTP_INVALID_JSON_BODY: () =>
    'The body cannot be read; it must be valid JSON without the names "__proto__" and "constructor.prototype".',
};

function tooLarge({ headers, routeOptions }: FastifyRequest): string {
  const limit = routeOptions.bodyLimit;
  return `The body has ${headers['content-length'] ?? `more than ${limit}`} bytes; it may have ${limit}.`;
}
