import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Slices } from '../app.js';
import type { CallContext } from '../platform/call/call-context.js';
import { toGlobalId } from '../platform/graphql/global-id.js';

/** What each kind of job is doing, as shown on the terminal. */
const WORK: Readonly<Record<string, string>> = {
  'import-dataset': 'Reading',
  'fit-segmentation': 'Finding segments in',
  'train-churn-model': 'Training a churn model on',
};

/**
 * Imports a file with the suggested roles, fits its segments and, if it has a label, trains a churn model. Returns the
 * dataset's global id once all of that has settled, and reports each step to `say`.
 * @throws AppError with one of the codes for a bad file
 */
export async function analyseFile(
  call: CallContext,
  { datasets, jobs }: Pick<Slices, 'datasets' | 'jobs'>,
  path: string,
  say: (line: string) => void,
): Promise<string> {
  const fileName = basename(path);
  const name = basename(path, extname(path));
  const { dataset } = await datasets.imports.importText(call, createReadStream(path), {
    fileName,
    name,
    analyse: true,
  });
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
