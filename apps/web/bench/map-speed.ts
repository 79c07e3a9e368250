import { type IncomingHttpHeaders, request } from 'node:http';
import type { Dashboard } from '../test/open-dashboard';
import { measureRequests, type RequestFigures } from './measure-requests';

/** What the customers on a map take over HTTP; milliseconds, and bytes as they are sent. */
export interface MapFigures extends Omit<RequestFigures, 'changed' | 'changedProcessor'> {
  readonly asked: string;
  /** Null of what is asked before a customer changes. */
  readonly changed: number | null;
  readonly changedProcessor: number | null;
}

const SAMPLES = [5000, 20_000, 50_000];
/** As many as the field of the schema gives at most. */
const MOST_OF_FIELD = 20_000;
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

function measure(dashboard: Dashboard, sent: Sent, times: number): Promise<RequestFigures> {
  return measureRequests(dashboard.pid, async () => (await send(dashboard, sent)).size, times);
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
