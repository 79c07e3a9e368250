import type { FastifyRequest } from 'fastify';
import { requireKey } from '../../../platform/graphql/global-id.js';
import type { Routes } from '../../../platform/http/http-application.js';
import { type Authenticate, requireRole } from '../../../platform/http/require-role.js';
import type { ChurnModelStore } from './churn-model.store.js';
import { exportModelFile } from './export-model-file.js';

type ModelRequest = FastifyRequest<{ Params: { id: string } }>;

/** GET /churn-models/:id/onnx: downloads a model as an ONNX file that scores attributes anywhere. */
export function modelFileRoutes(models: ChurnModelStore, authenticate: Authenticate): Routes {
  return (app) => {
    const onRequest = requireRole(authenticate, 'VIEWER');
    app.get('/churn-models/:id/onnx', { onRequest }, async (request, reply) => {
      const { id } = (request as ModelRequest).params;
      const { id: key, version } = await models.get(requireKey('ChurnModel', id));
      const file = await exportModelFile(await models.storedModel(key));
      reply.header('content-disposition', `attachment; filename="churn-model-${version}.onnx"`);
      return reply.type('application/octet-stream').send(Buffer.from(file.buffer));
    });
  };
}
