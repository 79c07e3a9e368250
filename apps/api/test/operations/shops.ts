import type { Limits } from '../../src/platform/config.js';
import { importCsv, upload } from '../import-client.js';
import type { TestApp } from '../test-app.js';

/** Limits that one key does not reach, however much it sends. */
export const GENEROUS: Partial<Limits> = { queryRate: 999_999, jobsPerCaller: 10_000 };

/** The ids of a dataset with segments and a champion, and of what belongs to it. */
export interface Shop {
  readonly dataset: string;
  readonly segmentation: string;
  readonly churnModel: string;
  readonly job: string;
  readonly upload: string;
  readonly customer: string;
  readonly segmentKey: string;
  readonly audience: string;
  readonly webhookEndpoint: string;
  readonly webhookDelivery: string;
  readonly campaign: string;
  readonly strategy: string;
  readonly feedback: string;
  readonly customerExport: string;
  readonly reportLink: string;
  readonly weeklyReport: string;
}

/** 240 customers of whom the rare visitors mostly left, with a column of each type and one row that is rejected. */
export function shopCsv(prefix: string): string {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const visits = (i * 37) % 20;
    const left = (i * 7919) % 101 > 5 * visits ? 'yes' : 'no';
    const day = String((i % 28) + 1).padStart(2, '0');
    return `${prefix}${i},${visits},${(i * 13) % 397},${left},${['Bonn', 'Köln', 'Ulm'][i % 3]},2024-03-${day}`;
  });
  return [
    'customer_id,visits,spend,churn,city,since',
    ...rows,
    `${prefix}bad,1,2,yes,Bonn,2024-03-01,more,still more`,
  ].join('\n');
}

/** Imports a shop, segments it, trains its champion, and waits until both are done. */
export async function createShop(app: TestApp, prefix: string): Promise<Shop> {
  const csv = shopCsv(prefix);
  const columns = [{ name: 'spend', role: 'MONETARY_VALUE' }];
  const dataset = await importCsv(app, csv, { name: prefix, columns });
  await app.query(
    `mutation ($id: ID!) {
      fitSegmentation(input: { datasetId: $id, maxK: 3 }) { job { id } }
      trainChurnModel(input: { datasetId: $id, algorithm: LOGISTIC_REGRESSION, imbalance: NONE }) { job { id } }
    }`,
    { id: dataset },
  );
  await app.idle(dataset);
  const saved = await app.query<{ one: { audience: { id: string } } }>(
    `mutation ($id: ID!) {
      one: saveAudience(input: { datasetId: $id, name: "everybody", filter: {} }) { audience { id } }
      two: saveAudience(input: { datasetId: $id, name: "some", filter: { search: "1" } }) { audience { id } }
    }`,
    { id: dataset },
  );
  const made = await app.query<{ one: { campaign: { id: string } } }>(
    `mutation ($id: ID!) {
      one: createCampaign(input: { datasetId: $id, name: "spring", filter: {} }) { campaign { id } }
      two: createCampaign(input: { datasetId: $id, name: "autumn", filter: { search: "1" } }) { campaign { id } }
      recordOutcomes(input: { datasetId: $id, outcomes: [{ externalId: "${prefix}0", left: true }] }) { recorded }
    }`,
    { id: dataset },
  );
  const said = await app.query<{ giveCustomerFeedback: { feedback: { id: string } } }>(
    `mutation ($id: ID!) {
      giveCustomerFeedback(input: { datasetId: $id, externalId: "${prefix}1", kind: NOTE, note: "Calls back." }) { feedback { id } }
    }`,
    { id: dataset },
  );
  const shared = await app.query<{ createReportLink: { reportLink: { id: string } } }>(
    'mutation ($id: ID!) { createReportLink(input: { datasetId: $id, kind: OVERVIEW }) { reportLink { id } } }',
    { id: dataset },
  );
  const weekly = await app.query<{ startWeeklyReport: { weeklyReport: { id: string } } }>(
    'mutation ($id: ID!) { startWeeklyReport(input: { datasetId: $id, kind: OVERVIEW }) { weeklyReport { id } } }',
    { id: dataset },
  );
  const exported = await app.query<{ exportCustomers: { customerExport: { id: string } } }>(
    'mutation ($id: ID!) { exportCustomers(input: { datasetId: $id }) { customerExport { id } } }',
    { id: dataset },
  );
  const found = await app.query<{
    dataset: {
      activeSegmentation: { id: string; segments: { key: string; strategies: { id: string }[] }[] };
      champion: { id: string };
    };
    jobs: { edges: { node: { id: string } }[] };
  }>(
    `query ($id: ID!) {
      dataset(id: $id) { activeSegmentation { id segments { key strategies { id } } } champion { id } }
      jobs(datasetId: $id) { edges { node { id } } }
    }`,
    { id: dataset },
  );
  return {
    dataset,
    segmentation: found.dataset.activeSegmentation.id,
    churnModel: found.dataset.champion.id,
    job: found.jobs.edges[0]!.node.id,
    upload: await upload(app, csv),
    customer: `${prefix}0`,
    segmentKey: found.dataset.activeSegmentation.segments[0]!.key,
    audience: saved.one.audience.id,
    ...(await createEndpoint(app)),
    campaign: made.one.campaign.id,
    strategy: found.dataset.activeSegmentation.segments.flatMap(({ strategies }) => strategies)[0]!.id,
    feedback: said.giveCustomerFeedback.feedback.id,
    customerExport: exported.exportCustomers.customerExport.id,
    reportLink: shared.createReportLink.reportLink.id,
    weeklyReport: weekly.startWeeklyReport.weeklyReport.id,
  };
}

/** Two endpoints whose host name does not exist, and a delivery to each. */
async function createEndpoint(app: TestApp): Promise<Pick<Shop, 'webhookEndpoint' | 'webhookDelivery'>> {
  const made = await app.query<Record<'one' | 'two', { webhookEndpoint: { id: string } }>>(
    `mutation ($input: CreateWebhookEndpointInput!) {
      one: createWebhookEndpoint(input: $input) { webhookEndpoint { id } }
      two: createWebhookEndpoint(input: $input) { webhookEndpoint { id } }
    }`,
    { input: { url: 'https://receiver.invalid/', events: ['CAMPAIGN_MEASURED'] } },
  );
  const webhookEndpoint = made.one.webhookEndpoint.id;
  const sent = await app.query<Record<'one' | 'two', { webhookDelivery: { id: string } }>>(
    `mutation ($input: SendTestEventInput!) {
      one: sendTestEvent(input: $input) { webhookDelivery { id } }
      two: sendTestEvent(input: $input) { webhookDelivery { id } }
    }`,
    { input: { webhookEndpointId: webhookEndpoint } },
  );
  return { webhookEndpoint, webhookDelivery: sent.one.webhookDelivery.id };
}
