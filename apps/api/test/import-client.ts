import { graphql, type ResultOf } from '@holdfast/schema';
import type { TestApp } from './test-app.js';

const ImportMutation = graphql(`
  mutation Import($input: ImportDatasetInput!) {
    importDataset(input: $input) { dataset { id status } job { id } userErrors { field message code } }
  }
`);

/** An answer of importDataset. */
export type ImportAnswer = ResultOf<typeof ImportMutation>['importDataset'];

/** Fields of ImportDatasetInput; loosely typed, since some tests send what the schema forbids. */
type ImportOptions = Record<string, unknown>;

/** A file's bytes. */
export type FileBody = NonNullable<RequestInit['body']>;

/** Sends a file and returns its upload id. */
export async function upload(app: TestApp, body: FileBody, fileName = 'customers.csv'): Promise<string> {
  const response = await app.fetch(`/uploads?filename=${encodeURIComponent(fileName)}`, {
    method: 'POST',
    body,
  });
  if (response.status !== 201) throw new Error(`The upload was answered with ${response.status}.`);
  return ((await response.json()) as { uploadId: string }).uploadId;
}

/** Asks for the import of an upload. */
export async function importUpload(
  app: TestApp,
  uploadId: string,
  options: ImportOptions = {},
): Promise<ImportAnswer> {
  const { importDataset } = await app.query(ImportMutation, {
    input: { uploadId, name: 'test', ...options },
  });
  return importDataset;
}

/** Sends and imports a file, waits until it is done, and returns the dataset's id. A failure fails the test. */
export async function importCsv(app: TestApp, body: FileBody, options: ImportOptions = {}): Promise<string> {
  const { dataset, job, userErrors } = await importUpload(app, await upload(app, body), options);
  if (!dataset || !job) throw new Error(`The import was refused: ${JSON.stringify(userErrors)}`);
  const { state, error } = await app.settled(job.id);
  if (state !== 'COMPLETED') throw new Error(`The import ended as ${state}: ${JSON.stringify(error)}`);
  return dataset.id;
}
