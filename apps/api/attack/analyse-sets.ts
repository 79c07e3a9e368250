import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '../test/client.js';
import type { Asked } from '../test/headline-figures.js';
import { PUBLIC_SETS, type PublicSet } from '../test/public-sets.js';
import { Server } from './server.js';

/**
 * Imports each of the sets that are there into a server of its own, fits segments, trains by AUTO, waits, and hands it over
 * before the next one. `named` is a part of the name of those that are meant.
 */
export async function analyseSets(
  named: string,
  show: (asked: Asked, set: PublicSet, datasetId: string) => Promise<void>,
): Promise<void> {
  const server = await Server.start([], { SAMPLE_DATA: 'false' });
  const asked = { url: server.url, adminKey: server.admin, ...createApiClient(server.url, server.admin) };
  try {
    for (const set of PUBLIC_SETS.filter(({ name }) => name.includes(named))) {
      const file = set.read();
      if (file === null) console.log(`${set.name}: ../shared/data is absent`);
      else await show(asked, set, await analyse(asked, set, file));
    }
  } finally {
    await server.stop();
  }
}

async function analyse(asked: Asked, set: PublicSet, file: string | Buffer): Promise<string> {
  const response = await fetch(`${asked.url}/uploads?filename=customers.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${asked.adminKey}`, 'content-type': 'application/octet-stream' },
    body: file as NonNullable<RequestInit['body']>,
  });
  const { uploadId } = (await response.json()) as { uploadId: string };
  const { importDataset } = await asked.query<{ importDataset: { dataset: { id: string } } }>(
    'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } userErrors { message } } }',
    { input: { uploadId, name: set.name, columns: set.columns } },
  );
  await idle(asked);
  const datasetId = importDataset.dataset.id;
  await asked.query(
    `mutation ($datasetId: ID!, $definition: ChurnDefinitionInput) {
      fitSegmentation(input: { datasetId: $datasetId }) { userErrors { message } }
      trainChurnModel(input: { datasetId: $datasetId, definition: $definition }) { userErrors { message } }
    }`,
    { datasetId, definition: set.definition },
  );
  await idle(asked);
  return datasetId;
}

async function idle({ query }: Asked): Promise<void> {
  for (;;) {
    const { jobs } = await query<{ jobs: { totalCount: number } }>(
      '{ jobs(states: [PENDING, RUNNING], first: 1) { totalCount } }',
    );
    if (jobs.totalCount === 0) return;
    await sleep(200);
  }
}
