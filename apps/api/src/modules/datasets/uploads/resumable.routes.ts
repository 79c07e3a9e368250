import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { MAX_UPLOAD_BYTES } from '@holdfast/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../../platform/errors/app-error.js';
import { openCall } from '../../../platform/http/open-call.js';
import { expiryOf } from '../remove-old-files.js';
import type { ResumableUploads } from './resumable-uploads.js';
import type { ResumableUpload } from './upload-parts.js';

const PATH = '/uploads/resumable';
/** The one version of the protocol. */
const VERSION = '1.0.0';
const CONTENT_TYPE = 'application/offset+octet-stream';

/**
 * Adds resumable uploads by the tus protocol (https://tus.io/protocols/resumable-upload) with its extensions creation,
 * expiration and termination: POST begins one, HEAD says how far it is, PATCH continues it, DELETE ends it. The last part
 * of its address is the id of the upload.
 */
export function addResumableRoutes(app: FastifyInstance, uploads: ResumableUploads): void {
  const idOf = ({ params }: FastifyRequest) => (params as { id: string }).id;
  app.addHook('onRequest', async ({ method, headers, url }, reply) => {
    if (!url.startsWith(PATH)) return;
    reply.headers({ 'tus-resumable': VERSION, 'cache-control': 'no-store' });
    const version = headers['tus-resumable'];
    if (method === 'OPTIONS' || version === VERSION) return;
    const given = version === undefined ? 'missing' : `"${version}"`;
    throw refusal(412, `The header Tus-Resumable is ${given}; it must be "${VERSION}".`);
  });
  app.options(PATH, async (_request, reply) => {
    const offer = { 'tus-version': VERSION, 'tus-extension': 'creation,expiration,termination' };
    return reply.code(204).headers(offer).header('tus-max-size', MAX_UPLOAD_BYTES).send();
  });
  app.post(PATH, { config: { audit: 'upload' } }, async (request, reply) => {
    const { headers } = request;
    const bytes = readCount(headers, 'upload-length');
    const fileName = readFileName(headers['upload-metadata']);
    const upload = await uploads.begin(openCall(request, reply), bytes, fileName);
    return tell(reply.code(201).header('location', `${PATH}/${upload.id}`), upload).send();
  });
  app.head(`${PATH}/:id`, async (request, reply) => {
    const upload = await uploads.find(openCall(request, reply), idOf(request));
    return tell(reply.header('upload-length', upload.bytes), upload).send();
  });
  app.patch(`${PATH}/:id`, async (request, reply) => {
    const { headers, body } = request;
    const type = headers['content-type'];
    if (type !== CONTENT_TYPE) {
      throw refusal(415, `The content type is ${type ?? 'missing'}; it must be ${CONTENT_TYPE}.`);
    }
    const offset = readCount(headers, 'upload-offset');
    const upload = await uploads.append(openCall(request, reply), idOf(request), offset, body as Readable);
    return tell(reply.code(204), upload).send();
  });
  app.delete(`${PATH}/:id`, { config: { audit: 'delete upload' } }, async (request, reply) => {
    await uploads.discard(openCall(request, reply), idOf(request));
    return reply.code(204).send();
  });
}

function tell(reply: FastifyReply, { offset }: ResumableUpload): FastifyReply {
  return reply.headers({
    'upload-offset': offset,
    'upload-expires': expiryOf(new Date()).toUTCString(),
  });
}

function readCount(headers: IncomingHttpHeaders, name: string): number {
  const text = headers[name];
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text);
  const given = text === undefined ? 'missing' : `"${text}"`;
  throw refusal(400, `The header ${name} is ${given}; it must be a whole number of bytes.`);
}

/** The file's name in the metadata: pairs of a key and a value in base64, separated by commas. */
function readFileName(metadata: string | string[] | undefined): string {
  const [, value = ''] = /(?:^|,) *filename ([A-Za-z0-9+/=]*)/.exec(String(metadata ?? '')) ?? [];
  return Buffer.from(value, 'base64').toString();
}

function refusal(status: number, message: string): AppError {
  return new AppError('BAD_USER_INPUT', message, { status });
}
