import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import type { CallContext } from '../platform/call/call-context.js';
import { toGlobalId } from '../platform/graphql/global-id.js';
import type { App } from '../start-app.js';
import { readFileReading } from './file-reading.js';
import { formatReading } from './format-reading.js';

/** What each kind of job is doing, as shown on the terminal. */
const WORK: Readonly<Record<string, string>> = {
  'import-dataset': 'Reading',
  'fit-segmentation': 'Finding segments in',
  'train-churn-model': 'Training a churn model on',
  'value-customers': 'Working out what customers are worth in',
  'check-drift': 'Comparing what the model learned from with',
};

/**
 * Imports a file with the suggested roles, fits its segments and, if it has a label, trains a churn model. Returns the
 * dataset's global id once all of that has settled; reports to `say` how the file is read, and each step.
 * @throws AppError with one of the codes for a bad file
 */
export async function analyseFile(
  call: CallContext,
  { schema, slices: { datasets, jobs } }: Pick<App, 'schema' | 'slices'>,
  path: string,
  say: (line: string) => void,
): Promise<string> {
  const fileName = basename(path);
  const name = basename(path, extname(path));
  const { dataset } = await datasets.imports.importText(
    call,
    createReadStream(path),
    { fileName, name, analyse: true },
    async (uploadId) => say(`\n${formatReading(await readFileReading(schema, call, uploadId))}\n`),
  );
  const told = new Set<string>();
  for (;;) {
    const { edges } = await jobs.service.list(
      call,
      { datasetId: dataset.id, states: ['PENDING', 'RUNNING'] },
      10,
    );
    const oldest = edges.at(-1)?.node;
    if (oldest === undefined) return toGlobalId('Dataset', dataset.id);
    for (const { node } of edges.toReversed()) {
      if (!told.has(node.id)) say(`${WORK[node.kind] ?? node.kind} ${name} ...`);
      told.add(node.id);
    }
    for await (const { state, error } of await jobs.service.watch(call, oldest.id)) {
      if (state === 'FAILED' && error) say(error.message);
    }
  }
}
