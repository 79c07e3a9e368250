import { type IncomingHttpHeaders, request } from 'node:http';
import type { Dashboard } from '../test/open-dashboard';
import { processorTime } from './processor-time';
import { type TimeFigures, timeFigures } from './time-figures';

/** What the customers on a map take over HTTP; milliseconds, and bytes as they are sent. */
export interface MapFigures extends TimeFigures {
  readonly asked: string;
  /** The first answer after a customer has changed, and what that costs of the processor; null of what is asked before one does. */
  readonly changed: number | null;
  readonly changedProcessor: number | null;
  readonly api: number;
  readonly postgres: number;
  readonly size: number;
}

const SAMPLES = [5000, 20_000, 50_000];
/** As many as the field of the schema gives at most. */
const MOST_OF_FIELD = 20_000;
const WARM = 3;
/** How long a changed customer's place may take to follow. */
const FOLLOWS_MS = 500;

interface Sent {
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Asks for maps by the field `projection`, as columns, and as columns that the client has already. */
export async function measureMaps(
  dashboard: Dashboard,
  datasetId: string,
  externalId: string,
  times: number,
): Promise<MapFigures[]> {
  const { dataset } = await dashboard.ask<{ dataset: { activeSegmentation: { id: string } } }>(
    'query ($id: ID!) { dataset(id: $id) { activeSegmentation { id } } }',
    { id: datasetId },
  );
  const { id } = dataset.activeSegmentation;
  const figures: MapFigures[] = [];
  const add = async (asked: string, sent: Sent) => {
    const customers = [{ externalId, attributes: { monthly_spend: 50 + figures.length } }];
    await dashboard.ask(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }',
      { input: { datasetId, customers } },
    );
    await new Promise((resolve) => setTimeout(resolve, FOLLOWS_MS));
    figures.push({ asked, ...(await measure(dashboard, sent, times)) });
  };
  for (const sample of SAMPLES) {
    const query = `{ segmentation(id: "${id}") { projection(sample: ${sample}) { externalIds x y segmentIndex } } }`;
    if (sample <= MOST_OF_FIELD)
      await add(`${sample} by the field`, { path: '/graphql', body: JSON.stringify({ query }) });
    const path = `/segmentations/${id}/map?sample=${sample}`;
    await add(`${sample} as columns`, { path });
    const { etag } = (await send(dashboard, { path })).headers;
    figures.push({
      asked: `${sample} as columns, known`,
      ...(await measure(dashboard, { path, headers: { 'if-none-match': etag! } }, times)),
      changed: null,
      changedProcessor: null,
    });
  }
  return figures;
}

async function measure(dashboard: Dashboard, sent: Sent, times: number): Promise<Omit<MapFigures, 'asked'>> {
  const { pid } = dashboard;
  let size = 0;
  const ask = async () => {
    const start = performance.now();
    ({ size } = await send(dashboard, sent));
    return performance.now() - start;
  };
  const first = processorTime(pid);
  const changed = await ask();
  const then = processorTime(pid);
  for (let i = 0; i < WARM; i++) await ask();
  const before = processorTime(pid);
  const took: number[] = [];
  for (let i = 0; i < times; i++) took.push(await ask());
  const after = processorTime(pid);
  return {
    changed,
    changedProcessor: 1000 * (then.own + then.started - first.own - first.started),
    ...timeFigures(took),
    api: (1000 * (after.own - before.own)) / times,
    postgres: (1000 * (after.started - before.started)) / times,
    size,
  };
}

/** Sends what a browser would and counts what comes, which `fetch` would unpack first. @throws Error where it is refused */
function send({ url, apiKey }: Dashboard, { path, headers = {}, body }: Sent) {
  return new Promise<{ headers: IncomingHttpHeaders; size: number }>((resolve, reject) => {
    const options = {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'accept-encoding': 'gzip, deflate, br',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    };
    const sending = request(url + path, options, async (response) => {
      let size = 0;
      for await (const part of response) size += (part as Buffer).length;
      const { statusCode = 0, headers } = response;
      if (statusCode < 400) resolve({ headers, size });
      else reject(new Error(`${path}: status ${statusCode}`));
    });
    sending.on('error', reject).end(body);
  });
}
