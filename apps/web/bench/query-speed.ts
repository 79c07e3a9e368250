import type { Dashboard } from '../test/open-dashboard';
import { measureRequests, type RequestFigures } from './measure-requests';
import type { Asked } from './recorded-queries';

/** What a query of the dashboard takes over HTTP, and what it costs; its size in characters. */
export interface QueryFigures extends RequestFigures {
  readonly screen: string;
  readonly query: string;
}

/** How long a changed customer's score and place may take to follow. */
const FOLLOWS_MS = 500;

/** Asks each query again and again, one request after the other. */
export async function measureQueries(
  dashboard: Dashboard,
  datasetId: string,
  externalId: string,
  queries: readonly Asked[],
  times: number,
): Promise<QueryFigures[]> {
  const figures: QueryFigures[] = [];
  const { url, apiKey, pid } = dashboard;
  for (const [i, { screen, name: query, body }] of queries.entries()) {
    await dashboard.ask(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }',
      { input: { datasetId, customers: [{ externalId, attributes: { monthly_spend: 50 + (i % 10) } }] } },
    );
    await new Promise((resolve) => setTimeout(resolve, FOLLOWS_MS));
    const ask = async () => (await send(url, apiKey, body)).length;
    figures.push({ screen, query, ...(await measureRequests(pid, ask, times)) });
  }
  return figures;
}

/** The answer to a recorded query. @throws Error where it has errors */
export async function send(url: string, apiKey: string, body: string): Promise<string> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  const text = await response.text();
  if (text.includes('"errors":')) throw new Error(`${body.slice(0, 80)}: ${text.slice(0, 500)}`);
  return text;
}
