import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { RunningApi } from '../test/start-api';

/** What the benchmark asks of an API. */
export interface IntakeApi {
  /** Throws where it answers with errors. */
  ask<Data>(document: string, variables?: object): Promise<Data>;
  /** Answers with the id of the upload. */
  upload(file: string): Promise<string>;
  /** Imports an upload, and answers with its dataset when that is READY. */
  import(uploadId: string, options?: { analyse?: boolean; intoDatasetId?: string }): Promise<string>;
  /** Waits until no job is left to do. */
  idle(): Promise<void>;
}

/** Asking ten times a second, as this did once, cost a seventh of what an import costs. */
const PAUSE_MS = 500;

/** The API as a client that knows the key. */
export function intakeApi({ url, apiKey }: RunningApi): IntakeApi {
  const authorization = `Bearer ${apiKey}`;
  async function ask<Data>(document: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ query: document, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: object[] };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }
  async function until(done: () => Promise<boolean>): Promise<void> {
    while (!(await done())) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return {
    ask,
    async upload(file) {
      const body = Readable.toWeb(createReadStream(file));
      const request = { method: 'POST', headers: { authorization }, body, duplex: 'half' };
      const response = await fetch(`${url}/uploads?filename=customers.csv`, request as RequestInit);
      return ((await response.json()) as { uploadId: string }).uploadId;
    },
    async import(uploadId, { analyse = false, intoDatasetId } = {}) {
      const target = intoDatasetId ? { intoDatasetId, mode: 'APPEND' } : { name: 'customers' };
      const { importDataset } = await ask<{
        importDataset: { dataset: { id: string }; job: { id: string }; userErrors: object[] };
      }>(
        'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } job { id } userErrors { message } } }',
        { input: { uploadId, analyse, ...target } },
      );
      if (!importDataset.job) throw new Error(JSON.stringify(importDataset.userErrors));
      await until(async () => {
        const { dataset, job } = await ask<{ dataset: { status: string }; job: { state: string } }>(
          'query ($dataset: ID!, $job: ID!) { dataset(id: $dataset) { status } job(id: $job) { state } }',
          { dataset: importDataset.dataset.id, job: importDataset.job.id },
        );
        if (job.state === 'FAILED') throw new Error('The import failed.');
        return intoDatasetId ? job.state === 'COMPLETED' : dataset.status === 'READY';
      });
      return importDataset.dataset.id;
    },
    async idle() {
      await until(async () => {
        const { jobs } = await ask<{ jobs: { totalCount: number } }>(
          '{ jobs(states: [PENDING, RUNNING], first: 1) { totalCount } }',
        );
        return jobs.totalCount === 0;
      });
    },
  };
}
