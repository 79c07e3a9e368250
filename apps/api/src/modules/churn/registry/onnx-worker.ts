import { parentPort, workerData } from 'node:worker_threads';
import { deserialiseModel, exportOnnx } from '@holdfast/ml-core';

const pipeline = deserialiseModel(workerData as Uint8Array);
if (pipeline.kind !== 'classifierPipeline') {
  throw new Error(`the model is a ${pipeline.kind}; it must be a classifierPipeline`);
}
const file = exportOnnx(pipeline);
parentPort!.postMessage(file, [file.buffer]);
