import type { Request } from 'playwright-core';
import type { Dashboard } from '../test/open-dashboard';

/** A query as the dashboard sent it. */
export interface Asked {
  readonly screen: string;
  readonly name: string;
  readonly body: string;
}

/** Goes through the screens of a dataset in the browser, and answers with the queries that they ask, each once. */
export async function recordQueries(
  { page, visit }: Dashboard,
  datasetId: string,
  externalId: string,
): Promise<Asked[]> {
  const asked = new Map<string, Asked>();
  let screen = '';
  const note = (request: Request) => {
    const body = request.postData();
    if (!request.url().endsWith('/graphql') || !body?.includes('"query"')) return;
    const { query, operationName } = JSON.parse(body) as { query: string; operationName?: string };
    if (!query.trimStart().startsWith('query') || asked.has(body)) return;
    asked.set(body, { screen, name: operationName ?? query.slice(0, 40), body });
  };
  page.on('request', note);
  for (const [name, path] of screensOf(datasetId, externalId)) {
    screen = name;
    await visit(path);
  }
  page.off('request', note);
  return [...asked.values()];
}

function screensOf(datasetId: string, externalId: string): [string, string][] {
  const of = `/d/${datasetId}`;
  return [
    ['overview', of],
    ['segments', `${of}/segments`],
    ['segments, another k', `${of}/segments?k=7`],
    ['segments, distributions', `${of}/segments?view=distributions`],
    ['segments, two', `${of}/segments?view=two`],
    ['churn', `${of}/churn`],
    ['churn, why', `${of}/churn?view=why`],
    ['churn, trust', `${of}/churn?view=trust`],
    ['churn, trust by a column', `${of}/churn?view=trust&where=amount_1`],
    ['churn, versions', `${of}/churn?view=versions`],
    ['strategies', `${of}/strategies`],
    ['customers', `${of}/customers`],
    ['customers, those at high risk', `${of}/customers?risk=HIGH&order=EXPECTED_LOSS_DESC`],
    ['customers, a search', `${of}/customers?search=C10001`],
    ['customer', `${of}/customers/${externalId}`],
    ['value', `${of}/value`],
    ['campaigns', `${of}/campaigns`],
    ['monitoring', `${of}/monitoring`],
  ];
}
