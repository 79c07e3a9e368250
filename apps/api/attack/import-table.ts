import { setTimeout as sleep } from 'node:timers/promises';
import type { Asked } from '../test/headline-figures.js';

/** What a table is called, and roles of its columns other than the suggested ones. */
export interface NamedTable {
  readonly name: string;
  readonly columns?: readonly { readonly name: string; readonly role: string }[];
}

/** Imports a table into a server and waits until it is there; answers with the dataset. */
export async function importTable(
  asked: Asked,
  { name, columns = [] }: NamedTable,
  file: string | Buffer,
): Promise<string> {
  const response = await fetch(`${asked.url}/uploads?filename=customers.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${asked.adminKey}`, 'content-type': 'application/octet-stream' },
    body: file as NonNullable<RequestInit['body']>,
  });
  const { uploadId } = (await response.json()) as { uploadId: string };
  const { importDataset } = await asked.query<{ importDataset: { dataset: { id: string } } }>(
    'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } userErrors { message } } }',
    { input: { uploadId, name, columns } },
  );
  await idle(asked);
  return importDataset.dataset.id;
}

/** Waits until no job is left to do. */
export async function idle({ query }: Asked): Promise<void> {
  for (;;) {
    const { jobs } = await query<{ jobs: { totalCount: number } }>(
      '{ jobs(states: [PENDING, RUNNING], first: 1) { totalCount } }',
    );
    if (jobs.totalCount === 0) return;
    await sleep(200);
  }
}
