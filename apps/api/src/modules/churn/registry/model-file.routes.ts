import type { FastifyRequest } from 'fastify';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import type { Routes } from '../../../platform/http/http-application.js';
import { type Authenticate, openCall, requireCaller } from '../../../platform/http/open-call.js';
import type { ChurnService } from '../churn.service.js';

type ModelRequest = FastifyRequest<{ Params: { id: string } }>;

/** GET /churn-models/:id/onnx: downloads a model as an ONNX file that scores attributes anywhere. */
export function modelFileRoutes(churn: ChurnService, authenticate: Authenticate): Routes {
  return (app) => {
    requireCaller(app, authenticate);
    app.get('/churn-models/:id/onnx', { config: { audit: 'export churn model' } }, async (request, reply) => {
      const call = openCall(request, reply);
      const { id } = (request as ModelRequest).params;
      const { model, file } = await churn.exportOnnx(call, requireKey('ChurnModel', id));
      reply.header('content-disposition', `attachment; filename="churn-model-${model.version}.onnx"`);
      return reply.type('application/octet-stream').send(Buffer.from(file.buffer));
    });
  };
}
