import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { customersCsv } from './customers-csv';
import { type Dashboard, openDashboard } from './open-dashboard';

/** A formula to a spreadsheet, and to a page an element that ends what is around it and runs a script. */
const TEXT = '=1+1"><img src=x onerror=globalThis.ran=1>';
const CELL = `"${TEXT.replaceAll('"', '""')}"`;

let dashboard: Dashboard;
let page: Page;
let dataset: string;
/** What the screens and files are about. */
let about: { segment: string; model: string; campaign: string };

async function mutate<Payload>(name: string, input: object, fields = '__typename'): Promise<Payload> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const document = `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} userErrors { message } } }`;
  const answer = await dashboard.ask<Record<string, Payload & { userErrors: object[] }>>(document, { input });
  expect([name, answer[name]!.userErrors]).toEqual([name, []]);
  return answer[name]!;
}

/** Customers with such a column, such values and one such id, who spend so many times as much. */
function hostileFile(times = 1): string {
  const [head, first, ...lines] = customersCsv(400).split('\n');
  const body = [first!.replace(/^C\d+/, CELL), ...lines].map((line) => {
    const [id, plan, spend, ...rest] = line.split(';');
    return [id, plan === 'gold' ? CELL : plan, times * Number(spend), ...rest].join(';');
  });
  return [head!.replace('visits', CELL), ...body].slice(0, -1).join('\n');
}

/** Imports a file of that name, as a dataset of that name unless it is into another. */
async function importHostile(body: string, more: object): Promise<string> {
  const headers = { authorization: `Bearer ${dashboard.apiKey}` };
  const to = `${dashboard.url}/uploads?filename=${encodeURIComponent(`${TEXT}.csv`)}`;
  const { uploadId } = (await (await fetch(to, { method: 'POST', headers, body })).json()) as {
    uploadId: string;
  };
  const input = { uploadId, name: TEXT, ...more };
  const imported = await mutate<{ dataset: { id: string } }>('importDataset', input, 'dataset { id }');
  await dashboard.idle();
  return imported.dataset.id;
}

interface Found {
  readonly activeSegmentation: {
    readonly id: string;
    readonly segments: readonly {
      readonly key: string;
      readonly strategies: readonly { readonly id: string }[];
    }[];
  };
  readonly champion: { readonly id: string };
  readonly churnModels: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

async function find(): Promise<Found> {
  const { dataset: found } = await dashboard.ask<{ dataset: Found }>(
    `query ($id: ID!) { dataset(id: $id) {
      activeSegmentation { id segments { key strategies { id } } } champion { id } churnModels { edges { node { id } } } } }`,
    { id: dataset },
  );
  return found;
}

/** Writes it wherever somebody can write something about a dataset. */
async function writeEverywhere(): Promise<void> {
  const { activeSegmentation, champion } = await find();
  const [segmentation, segment] = [activeSegmentation.id, activeSegmentation.segments[0]!.key];
  const of = { segmentationId: segmentation, key: segment };
  await mutate('renameSegment', { ...of, name: TEXT });
  await mutate('noteSegment', { ...of, note: TEXT });
  await mutate('labelColumn', { datasetId: dataset, column: 'spend', label: `${TEXT} too` });
  await mutate('saveAudience', { datasetId: dataset, name: TEXT, filter: {} });
  const created = await mutate<{ campaign: { id: string } }>(
    'createCampaign',
    { datasetId: dataset, name: TEXT, filter: {} },
    'campaign { id }',
  );
  const feedback = { datasetId: dataset, externalId: TEXT, kind: 'NOTE', note: TEXT };
  await mutate('giveCustomerFeedback', feedback);
  const { segments } = activeSegmentation;
  const strategyId = segments.flatMap(({ strategies }) => strategies)[0]!.id;
  await mutate('giveStrategyFeedback', { datasetId: dataset, strategyId, kind: 'TAKEN', note: TEXT });
  await mutate('trainChurnModel', { datasetId: dataset, algorithm: 'LOGISTIC_REGRESSION' });
  await dashboard.idle();
  const other = (await find()).churnModels.edges.find(({ node }) => node.id !== champion.id)!.node.id;
  await mutate('promoteChurnModel', { churnModelId: other, reason: TEXT });
  await dashboard.idle();
  // Only what has changed can be looked into.
  await importHostile(hostileFile(100), { intoDatasetId: dataset, mode: 'REPLACE' });
  await mutate('checkDrift', { datasetId: dataset });
  await dashboard.idle();
  await mutate('acknowledgeMonitoring', { datasetId: dataset, note: TEXT });
  about = { segment, model: other, campaign: created.campaign.id };
}

/** What every page notes of itself from its beginning: the policy would keep a script from running, but not from being there. */
const WATCH = `globalThis.ran = 0; globalThis.refused = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective: by, blockedURI }) => globalThis.refused.push(by + ' ' + blockedURI));`;

async function expectHarmless(where: string, reader = page): Promise<void> {
  const found = await reader.evaluate(() => ({
    ran: (globalThis as { ran?: number }).ran ?? 0,
    refused: (globalThis as { refused?: string[] }).refused ?? [],
    elements: document.querySelectorAll('[src="x"], [onerror]').length,
  }));
  expect([where, found]).toEqual([where, { ran: 0, refused: [], elements: 0 }]);
}

beforeAll(async () => {
  dashboard = await openDashboard();
  ({ page } = dashboard);
  await page.addInitScript(WATCH);
  dataset = await importHostile(hostileFile(), { analyse: true });
  await writeEverywhere();
  // The audit, too, says who it was.
  const key = { name: TEXT, role: 'ADMIN' };
  const { secret } = await mutate<{ secret: string }>('createApiKey', key, 'secret');
  await fetch(`${dashboard.url}/datasets/${dataset}/customers.csv`, {
    headers: { authorization: `Bearer ${secret}` },
  }).then((answer) => answer.text());
  const link = { datasetId: dataset, kind: 'SEGMENT', about: about.segment };
  await mutate('createReportLink', link);
  await dashboard.signIn();
});
afterAll(() => dashboard?.close());

/** Screens that show something of what was written, and those that need not. */
const telling = () => [
  '',
  '/segments',
  `/segments?segment=${about.segment}`,
  '/churn?view=versions',
  `/churn/${about.model}`,
  `/customers?segment=${about.segment}`,
  `/customers/${encodeURIComponent(TEXT)}`,
  '/campaigns',
  `/campaigns/${about.campaign}`,
  '/strategies',
  '/monitoring',
];
const others = ['/churn', '/churn?view=why', '/churn?view=trust', '/value'];
const outside = ['/import', '/settings', '/settings/audit', '/integrations', '/integrations/explorer'];

it('no screen runs what somebody wrote, and each shows it as a text', async () => {
  const silent: string[] = [];
  for (const path of telling()) {
    await dashboard.visit(`/d/${dataset}${path}`);
    const shown = page.locator('main').getByText(TEXT).filter({ visible: true }).first();
    await shown.waitFor({ timeout: 10_000 }).catch(() => silent.push(path));
    await expectHarmless(path);
  }
  expect(silent).toEqual([]);
  for (const path of [...others.map((path) => `/d/${dataset}${path}`), ...outside]) {
    await dashboard.visit(path);
    await expectHarmless(path);
  }
  for (const path of ['/integrations', '/settings/audit']) {
    await dashboard.visit(path);
    await page.locator('main').getByText(TEXT).filter({ visible: true }).first().waitFor();
  }
});

it.each([
  '=1+1@example.com',
  `<img src=x>@example.com`,
  `"<img src=x onerror=globalThis.ran=1>"@example.com`,
])('nobody is invited as %s', async (email) => {
  const { inviteUser } = await dashboard.ask<{ inviteUser: { userErrors: { message: string }[] } }>(
    'mutation ($email: String!) { inviteUser(input: { email: $email, role: VIEWER }) { userErrors { message } } }',
    { email },
  );
  expect(inviteUser.userErrors).toEqual([{ message: expect.stringMatching(/must be an e-mail address/) }]);
});

it('no report runs it, not even without the policy that it is sent with', async () => {
  const reports = { OVERVIEW: '', SEGMENT: about.segment, MODEL_CARD: about.model, CAMPAIGN: about.campaign };
  const own = await page.context().newPage();
  for (const [kind, of] of Object.entries(reports)) {
    const query = new URLSearchParams({ kind, ...(of && { about: of }) });
    const html = await read(`/datasets/${dataset}/report.html?${query}`);
    await own.goto('about:blank');
    await own.setContent(html);
    await own.getByText(TEXT).first().waitFor();
    await expectHarmless(kind, own);
  }
  await own.close();
});

/** The cells of a CSV file, unquoted. */
function cellsOf(csv: string, delimiter: string): string[] {
  const cell = new RegExp(`(?:^|${delimiter}|\\r?\\n)("(?:[^"]|"")*"|[^${delimiter}\\r\\n]*)`, 'g');
  return [...csv.matchAll(cell)].map(([, found]) => found!.replace(/^"|"$/g, '').replaceAll('""', '"'));
}

it('no cell of a list is a formula, whatever it is downloaded by', async () => {
  const list = `/datasets/${dataset}/customers.csv`;
  const filter = new URLSearchParams({ filter: JSON.stringify({ campaignId: about.campaign }), list: TEXT });
  const files = [
    [await read(list), ','],
    [await read(`${list}?decimal=,`), ';'],
    [await read(`${list}?${filter}`), ','],
    [await readExport(), ','],
  ] as const;
  for (const [csv, delimiter] of files) {
    const cells = cellsOf(csv, delimiter);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-[\d.,e-]+$/.test(cell))).toEqual([]);
    // The id, the plan, the name of the segment, and the name of the column.
    expect(cells.filter((cell) => cell === `'${TEXT}`).length).toBeGreaterThan(100);
  }
});

it('a passkey of such a name, added by a browser of such a name, does no harm either', async () => {
  const theirs = await page.context().browser()!.newContext({ userAgent: TEXT });
  const own = await theirs.newPage();
  own.setDefaultTimeout(60_000);
  await own.addInitScript(WATCH);
  const device = await theirs.newCDPSession(own);
  await device.send('WebAuthn.enable', { enableUI: false });
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  // Passkeys belong to names: the same server under one.
  const url = dashboard.url.replace('127.0.0.1', 'localhost');
  const input = { email: 'ada@example.com', role: 'VIEWER' };
  const { link } = await mutate<{ link: string }>('inviteUser', input, 'link');
  await own.goto(url + new URL(link, url).pathname + new URL(link, url).search);
  await own.goto(`${url}/settings`);
  await own.getByLabel('Name of the passkey').fill(TEXT);
  await own.getByRole('button', { name: 'Add a passkey' }).click();
  await own.getByRole('row').filter({ hasText: TEXT }).waitFor();
  await expectHarmless('passkeys', own);
  await theirs.close();
});

async function read(path: string): Promise<string> {
  const headers = { authorization: `Bearer ${dashboard.apiKey}` };
  const answer = await fetch(dashboard.url + path, { headers });
  expect([path, answer.status]).toEqual([path, 200]);
  expect(answer.headers.get('content-disposition') ?? '').toMatch(/^attachment; filename="[\w.-]+"$/);
  return answer.text();
}

async function readExport(): Promise<string> {
  const { customerExport } = await mutate<{ customerExport: { id: string } }>(
    'exportCustomers',
    { datasetId: dataset, format: 'CSV' },
    'customerExport { id }',
  );
  await dashboard.idle();
  const found = await dashboard.ask<{ customerExport: { url: string } }>(
    'query ($id: ID!) { customerExport(id: $id) { url } }',
    customerExport,
  );
  const { pathname, search } = new URL(found.customerExport.url);
  return read(pathname + search);
}
