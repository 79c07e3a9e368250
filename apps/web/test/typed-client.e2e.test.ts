import { createRequire } from 'node:module';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

/** Where the page finds the client, as a page of an integrator would have it: in one file. */
const CLIENT = '/typed-client.js';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard();
  const entry = createRequire(import.meta.url).resolve('@holdfast/schema/client');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry, formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [bundle] = [built].flat() as { output: { code: string }[] }[];
  await dashboard.page.route(`**${CLIENT}`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: bundle!.output[0]!.code }),
  );
  await dashboard.signIn();
}, 300_000);
afterAll(() => dashboard.close());

/** Runs a text in the page, with a client that asks by the session of its cookie. */
async function inPage<Result>(
  given: { csv: string; resumable?: boolean; by?: string },
  run: string,
): Promise<Result> {
  return dashboard.page.evaluate(`(async () => {
    const given = ${JSON.stringify(given)};
    const { createClient } = await import(${JSON.stringify(CLIENT)});
    const client = createClient({ url: location.origin, subscriptions: given.by });
    ${run}
  })()`);
}

describe('the typed client in a page', () => {
  const csv = customersCsv(300);

  it.each([true, false])('sends a file and tells how much is sent (resumable: %s)', async (resumable) => {
    const { sent, preview, size } = await inPage<{ sent: number[]; preview: object; size: number }>(
      { csv, resumable },
      `const sent = [];
       const file = new Blob([given.csv]);
       const options = { fileName: 'shop.csv', resumable: given.resumable, onProgress: (bytes) => sent.push(bytes) };
       const uploadId = await client.upload(file, options);
       const query = 'query ($id: ID!) { uploadPreview(uploadId: $id) { byteSize rowCount } }';
       return { sent, size: file.size, preview: (await client.query(query, { id: uploadId })).uploadPreview };`,
    );
    expect(sent.at(-1)).toBe(size);
    expect(preview).toEqual({ byteSize: size, rowCount: 300 });
  });

  it.each(['websocket', 'event-stream'])('follows an import over %s until it is done', async (by) => {
    const states = await inPage<string[]>(
      { csv, by },
      `const uploadId = await client.upload(new Blob([given.csv]), { fileName: 'shop.csv' });
       const imported = await client.mutate(
         'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { job { id } userErrors { code message } } }',
         { input: { uploadId, name: given.by } },
       );
       const states = [];
       const id = imported.importDataset.job.id;
       for await (const { job } of client.subscribe('subscription ($id: ID!) { job(id: $id) { state } }', { id }))
         states.push(job.state);
       client.close();
       return states;`,
    );
    expect(states.at(-1)).toBe('COMPLETED');
  });

  it('stops a file that is no longer wanted', async () => {
    const said = await inPage<string>(
      { csv },
      `const stop = new AbortController();
       stop.abort(new Error('enough'));
       const options = { fileName: 'shop.csv', resumable: false, onProgress: () => {}, signal: stop.signal };
       return client.upload(new Blob([given.csv]), options).catch((error) => error.message);`,
    );
    expect(said).toBe('enough');
  });
});
