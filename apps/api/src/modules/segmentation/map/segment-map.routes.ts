import { MAX_MAP_SIZE } from '@holdfast/schema';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../platform/errors/app-error.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import type { Routes } from '../../../platform/http/http-application.js';
import { type Authenticate, openCall, requireCaller } from '../../../platform/http/open-call.js';
import type { SegmentationService } from '../segmentation.service.js';
import { ENCODINGS, type Encoding, type SegmentMaps } from './segment-maps.js';

type MapRequest = FastifyRequest<{ Params: { id: string }; Querystring: { k?: string; sample?: string } }>;

/** What a customer on a map costs its caller, in units of what GraphQL fields cost: half of what the lists of `Projection` do. */
const COST_OF_A_POINT = 0.4;

/**
 * GET /segmentations/:id/map?k=&sample=: the customers on the map as columns, see `MapColumns` in @holdfast/schema. Its ETag
 * stays until somebody on the map, or where they are, is another; whoever sends it back is answered 304. A read, which the
 * audit does not note, as it does not note those by GraphQL.
 */
export function segmentMapRoutes(
  segmentations: SegmentationService,
  maps: SegmentMaps,
  authenticate: Authenticate,
): Routes {
  return (app) => {
    requireCaller(app, authenticate);
    app.get('/segmentations/:id/map', async (request, reply) => {
      const { params, query, headers, caller } = request as MapRequest;
      const call = openCall(request, reply);
      const sample = readWhole('sample', query.sample, 1, MAX_MAP_SIZE) ?? MAX_MAP_SIZE;
      await app.queryRate.spend(caller!, sample * COST_OF_A_POINT);
      const segmentation = await segmentations.require(call, requireKey('Segmentation', params.id));
      const k = readWhole('k', query.k, segmentation.minK, segmentation.maxK);
      const encoding = chooseEncoding(String(headers['accept-encoding'] ?? ''));
      const { version, body } = await maps.ready(call, segmentation, { sample, k, encoding });
      const etag = `W/"${version}"`;
      // Who is on it shall not lie about on a disk: a page that keeps it sends the ETag back itself.
      reply.headers({ etag, vary: 'accept-encoding', 'cache-control': 'no-store' });
      if (headers['if-none-match']?.includes(etag)) return reply.code(304).send();
      if (encoding !== 'identity') reply.header('content-encoding', encoding);
      return reply.type('application/json').send(body);
    });
  };
}

/** A whole number in the address; null if it is left out. @throws AppError BAD_USER_INPUT */
function readWhole(name: string, text: string | undefined, least: number, most: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new AppError('BAD_USER_INPUT', `${name} is ${text}; it must be ${least}..${most}.`, {
    field: [name],
  });
}

/** The first of ours that a client accepts by its `Accept-Encoding`. */
function chooseEncoding(accepted: string): Encoding {
  const names = accepted
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]!.trim());
  return ENCODINGS.find((encoding) => names.includes(encoding)) ?? 'identity';
}
