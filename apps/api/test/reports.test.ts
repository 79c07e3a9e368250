import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiClient } from './client.js';
import { createShop, type Shop, shopCsv } from './operations/shops.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let shop: Shop;

beforeAll(async () => {
  app = await createTestApp();
  shop = await createShop(app, '<b>own');
});
afterAll(() => app.stop());

interface Shared {
  reportLink: { id: string; title: string; openedCount: number; revokedAt: string | null } | null;
  url: string | null;
  userErrors: { field: string[] | null; message: string; code: string }[];
}

const LINK = 'id title openedCount revokedAt';

async function share(input: object): Promise<Shared> {
  const { createReportLink } = await app.query<{ createReportLink: Shared }>(
    `mutation ($input: CreateReportLinkInput!) {
      createReportLink(input: $input) { reportLink { ${LINK} } url userErrors { field message code } }
    }`,
    { input: { datasetId: shop.dataset, ...input } },
  );
  return createReportLink;
}

/** Opens an address as somebody without an account. */
const open = (url: string) => fetch(app.url + new URL(url).pathname);

const reports = () => [
  { kind: 'OVERVIEW', about: null, says: 'Who they are' },
  { kind: 'SEGMENT', about: shop.segmentKey, says: 'What sets them apart' },
  { kind: 'MODEL_CARD', about: shop.churnModel, says: 'How good it is' },
  { kind: 'CAMPAIGN', about: shop.campaign, says: 'Who was in it' },
];

describe('a report as a file', () => {
  it.each([0, 1, 2, 3])('is one page that asks for nothing and runs nothing, number %i', async (i) => {
    const { kind, about, says } = reports()[i]!;
    const query = new URLSearchParams({ kind, ...(about && { about }) });
    const response = await app.fetch(`/datasets/${shop.dataset}/report.html?${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const page = await response.text();
    expect(page).toContain(says);
    expect(page).toContain('What is taken for granted');
    expect(page).toMatch(/as of \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|src=|href=|url\(|@import|https?:/i);
  });

  it('says the names of others as text, and never names a customer', async () => {
    const response = await app.fetch(`/datasets/${shop.dataset}/report.html?kind=OVERVIEW`);
    const page = await response.text();
    expect(page).toContain('&#60;b&#62;own');
    expect(page).not.toContain('<b>');
    const ids = shopCsv('<b>own')
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]!.replace('<b>', '&#60;b&#62;'));
    expect(
      ids.filter((id) => page.includes(`${id} `) || page.includes(`${id}<`) || page.includes(`${id},`)),
    ).toEqual([]);
  });

  it('is refused without what it is about, of no kind, and to strangers', async () => {
    const path = `/datasets/${shop.dataset}/report.html`;
    expect((await app.fetch(`${path}?kind=SEGMENT`)).status).toBe(400);
    expect((await app.fetch(`${path}?kind=toString`)).status).toBe(400);
    expect((await app.fetch(`${path}?kind=SEGMENT&about=none`)).status).toBe(404);
    expect((await fetch(`${app.url}${path}?kind=OVERVIEW`)).status).toBe(401);
  });
});

describe('a shared report', () => {
  it('is read without an account, as it was, under a policy that lets nothing run or be indexed', async () => {
    const { url, reportLink } = await share({ kind: 'OVERVIEW' });
    const first = await open(url!);
    expect(first.status).toBe(200);
    const page = await first.text();
    expect(page).toContain('this link shows it until');
    expect(first.headers.get('content-security-policy')).toMatch(/default-src 'none';.*sandbox/);
    expect(first.headers.get('x-robots-tag')).toContain('noindex');
    expect(first.headers.get('cache-control')).toBe('no-store');
    await app.query(
      'mutation ($id: ID!) { upsertCustomers(input: { datasetId: $id, customers: [{ externalId: "new", attributes: { spend: 1 } }] }) { created } }',
      { id: shop.dataset },
    );
    expect(await (await open(url!)).text()).toBe(page);
    const { dataset } = await app.query<{ dataset: { reportLinks: Shared['reportLink'][] } }>(
      `query ($id: ID!) { dataset(id: $id) { reportLinks { ${LINK} } } }`,
      { id: shop.dataset },
    );
    expect(dataset.reportLinks.find((link) => link!.id === reportLink!.id)).toMatchObject({ openedCount: 2 });
  });

  it('is in no table by its token, and in the audit by its opening', async () => {
    const { url, reportLink } = await share({ kind: 'MODEL_CARD', about: shop.churnModel });
    const token = url!.split('/').at(-1)!;
    await open(url!);
    const [row] = await app.dataSource.query(
      'select report_links::text as row from report_links order by created_at desc limit 1',
    );
    expect(row.row).not.toContain(token);
    const { auditEvents } = await app.query<{ auditEvents: { edges: { node: object }[] } }>(
      '{ auditEvents(first: 1, filter: { action: "open shared report" }) { edges { node { actor action subject outcome } } } }',
    );
    expect(auditEvents.edges[0]!.node).toEqual({
      actor: 'a report link',
      action: 'open shared report',
      subject: reportLink!.id,
      outcome: 'DONE',
    });
  });

  it('is gone once it is revoked, expired, or of a dataset that was deleted', async () => {
    const [revoked, expired] = [
      await share({ kind: 'OVERVIEW' }),
      await share({ kind: 'OVERVIEW', days: 1 }),
    ];
    const { revokeReportLink } = await app.query<{ revokeReportLink: Shared }>(
      `mutation ($id: ID!) { revokeReportLink(input: { reportLinkId: $id }) { reportLink { ${LINK} } } }`,
      { id: revoked.reportLink!.id },
    );
    expect(revokeReportLink.reportLink!.revokedAt).not.toBeNull();
    expect((await open(revoked.url!)).status).toBe(404);
    await app.dataSource.query(
      "update report_links set expires_at = now() - interval '1 second' where title = 'Overview' and revoked_at is null and expires_at < now() + interval '2 days'",
    );
    expect((await open(expired.url!)).status).toBe(404);
    const kept = await share({ kind: 'OVERVIEW' });
    const about = { id: shop.dataset };
    await app.query(
      'mutation ($id: ID!) { deleteDataset(input: { datasetId: $id }) { deletedDatasetId } }',
      about,
    );
    expect((await open(kept.url!)).status).toBe(404);
    await app.query(
      'mutation ($id: ID!) { restoreDataset(input: { datasetId: $id }) { dataset { id } } }',
      about,
    );
    expect((await open(kept.url!)).status).toBe(200);
  });

  it('is refused for no or too many days, and of something else', async () => {
    expect((await share({ kind: 'OVERVIEW', days: 91 })).userErrors).toEqual([
      { field: ['days'], code: 'BAD_USER_INPUT', message: 'days is 91; it must be 1..90.' },
    ]);
    expect((await share({ kind: 'CAMPAIGN', about: shop.churnModel })).userErrors).toMatchObject([
      { field: ['about'] },
    ]);
    expect((await share({ kind: 'SEGMENT' })).userErrors).toMatchObject([{ field: ['about'] }]);
  });

  it('is not made or taken back by a viewer', async () => {
    const { createApiKey } = await app.query<{ createApiKey: { secret: string } }>(
      'mutation { createApiKey(input: { name: "reader", role: VIEWER }) { secret } }',
    );
    const viewer = createApiClient(app.url, createApiKey.secret);
    const answer = await viewer.ask(
      'mutation ($id: ID!) { createReportLink(input: { datasetId: $id, kind: OVERVIEW }) { url } }',
      { id: shop.dataset },
    );
    expect(JSON.stringify(answer.errors)).toContain('FORBIDDEN');
  });

  it('makes whoever tries addresses wait', async () => {
    const codes = new Set<number>();
    for (let i = 0; i < 61; i++) codes.add((await fetch(`${app.url}/reports/${'x'.repeat(43)}`)).status);
    expect([...codes]).toEqual([404, 429]);
  });
});
