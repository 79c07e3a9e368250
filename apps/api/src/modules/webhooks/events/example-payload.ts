import { toGlobalId } from '../../../platform/graphql/global-id.js';
import type { WebhookEvent } from '../webhooks.enums.js';
import type { Links } from './links.js';

/** The key of nothing that exists. */
const NOBODY = '00000000-0000-4000-8000-000000000000';
const dataset = toGlobalId('Dataset', NOBODY);

/** What each event says beside its dataset, of a company that does not exist. */
const EXAMPLES: Readonly<Record<WebhookEvent, (links: Links) => object>> = {
  DATASET_IMPORTED: (links) => ({ mode: 'APPEND', counts: { customers: 7043 }, url: links.screen(NOBODY) }),
  SEGMENTATION_COMPLETED: (links) => ({
    segmentationId: toGlobalId('Segmentation', NOBODY),
    counts: { customers: 7043, segments: 4 },
    url: links.screen(NOBODY, 'segments'),
  }),
  SEGMENT_MEMBERSHIP_CHANGED: (links) => ({
    counts: { moved: 12, added: 0 },
    moves: [{ from: 'a', to: 'b', customers: 12 }],
    url: links.customers(NOBODY, { segmentKeys: ['b'] }),
  }),
  CHURN_MODEL_PROMOTED: (links) => ({
    churnModelId: toGlobalId('ChurnModel', NOBODY),
    url: links.screen(NOBODY, 'churn'),
  }),
  CUSTOMER_RISK_BAND_CHANGED: (links) => ({
    counts: { moved: 12, added: 0 },
    moves: [{ from: 'MEDIUM', to: 'HIGH', customers: 12 }],
    url: links.customers(NOBODY, { riskBands: ['HIGH'] }),
  }),
  MONITORING_ALERT: (links) => ({
    monitoringReportId: toGlobalId('MonitoringReport', NOBODY),
    churnModelId: toGlobalId('ChurnModel', NOBODY),
    alerts: ['RANKING'],
    url: links.screen(NOBODY, 'monitoring'),
  }),
  CAMPAIGN_MEASURED: (links) => ({
    campaignId: toGlobalId('Campaign', NOBODY),
    verdict: 'WORKS',
    url: links.screen(NOBODY, `campaigns/${toGlobalId('Campaign', NOBODY)}`),
  }),
  REPORT_WRITTEN: (links) => ({
    reportLinkId: toGlobalId('ReportLink', NOBODY),
    kind: 'OVERVIEW',
    title: 'Overview',
    url: links.report('example'),
    expiresAt: '2030-01-31T00:00:00.000Z',
  }),
};

/** What is sent to try an endpoint: an event as it would be, with `test: true` in its data. */
export function examplePayload(type: WebhookEvent, now: Date, links: Links): object {
  const data = { test: true, datasetId: dataset, ...EXAMPLES[type](links) };
  return { type, timestamp: now.toISOString(), data };
}
