import { createApiClient } from '../test/client.js';
import type { Asked } from '../test/headline-figures.js';
import { PUBLIC_SETS, type PublicSet } from '../test/public-sets.js';
import { idle, importTable } from './import-table.js';
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
  const datasetId = await importTable(asked, set, file);
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
