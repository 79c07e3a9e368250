import type { Dashboard } from '../test/open-dashboard';
import { processorTime } from './processor-time';
import type { Asked } from './recorded-queries';
import { type TimeFigures, timeFigures } from './time-figures';

/** What a query of the dashboard takes over HTTP, and what it costs; milliseconds. */
export interface QueryFigures extends TimeFigures {
  readonly screen: string;
  readonly query: string;
  /** The first answer after a customer has changed, and what that costs of the processor. */
  readonly changed: number;
  readonly changedProcessor: number;
  readonly api: number;
  readonly postgres: number;
  /** Characters of the answer. */
  readonly size: number;
}

/** Requests of each query that only warm it up. */
const WARM = 3;
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
  for (const [i, query] of queries.entries()) {
    await dashboard.ask(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }',
      { input: { datasetId, customers: [{ externalId, attributes: { monthly_spend: 50 + (i % 10) } }] } },
    );
    await new Promise((resolve) => setTimeout(resolve, FOLLOWS_MS));
    figures.push(await measure(dashboard, query, times));
  }
  return figures;
}

async function measure(
  { url, apiKey, pid }: Dashboard,
  { screen, name, body }: Asked,
  times: number,
): Promise<QueryFigures> {
  let size = 0;
  async function ask(): Promise<number> {
    const start = performance.now();
    const text = await send(url, apiKey, body);
    size = text.length;
    return performance.now() - start;
  }
  const first = processorTime(pid);
  const changed = await ask();
  const then = processorTime(pid);
  for (let i = 0; i < WARM; i++) await ask();
  const before = processorTime(pid);
  const took: number[] = [];
  for (let i = 0; i < times; i++) took.push(await ask());
  const after = processorTime(pid);
  return {
    screen,
    query: name,
    changed,
    changedProcessor: 1000 * (then.own + then.started - first.own - first.started),
    ...timeFigures(took),
    api: (1000 * (after.own - before.own)) / times,
    postgres: (1000 * (after.started - before.started)) / times,
    size,
  };
}

/** The answer to a recorded query. @throws Error where it has errors */
export async function send(url: string, apiKey: string, body: string): Promise<string> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  const text = await response.text();
  if (text.includes('"errors":')) throw new Error(`${body.slice(0, 80)}: ${text.slice(0, 500)}`);
  return text;
}
