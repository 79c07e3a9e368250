import type { FastifyRequest } from 'fastify';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import type { Routes } from '../../../platform/http/http-application.js';
import { type Authenticate, openCall, requireCaller } from '../../../platform/http/open-call.js';
import type { ChurnService } from '../churn.service.js';
import { MAX_MODEL_FILE_BYTES } from './model-file.js';

type ModelRequest = FastifyRequest<{ Params: { id: string } }>;

/**
 * GET /churn-models/:id/onnx: downloads a model as an ONNX file that scores attributes anywhere. GET /churn-models/:id/model:
 * downloads it as a file of ours, which POST /datasets/:id/churn-models takes back, there or elsewhere.
 */
export function modelFileRoutes(churn: ChurnService, authenticate: Authenticate): Routes {
  return (app) => {
    requireCaller(app, authenticate);
    app.removeAllContentTypeParsers();
    const limits = { parseAs: 'buffer', bodyLimit: MAX_MODEL_FILE_BYTES } as const;
    app.addContentTypeParser('*', limits, (_request, body, done) => done(null, body));
    const audited = { config: { audit: 'export churn model' } };
    app.get('/churn-models/:id/onnx', audited, async (request, reply) => {
      const call = openCall(request, reply);
      const { id } = (request as ModelRequest).params;
      const { model, file } = await churn.exportOnnx(call, requireKey('ChurnModel', id));
      reply.header('content-disposition', `attachment; filename="churn-model-${model.version}.onnx"`);
      return reply.type('application/octet-stream').send(Buffer.from(file.buffer));
    });
    app.get('/churn-models/:id/model', audited, async (request, reply) => {
      const call = openCall(request, reply);
      const { id } = (request as ModelRequest).params;
      const { model, file } = await churn.exportModel(call, requireKey('ChurnModel', id));
      reply.header('content-disposition', `attachment; filename="churn-model-${model.version}.json"`);
      return reply.type('application/json').send(file);
    });
    const bringIn = { bodyLimit: MAX_MODEL_FILE_BYTES, config: { audit: 'bring in churn model' } };
    app.post('/datasets/:id/churn-models', bringIn, async (request, reply) => {
      const call = openCall(request, reply);
      const { params, body } = request as ModelRequest;
      const file = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const { churnModel, job } = await churn.bringIn(call, requireKey('Dataset', params.id), file);
      return reply.code(202).send({ churnModelId: churnModel.globalId, jobId: toGlobalId('Job', job.id) });
    });
  };
}
