/** The addresses of the screens, each a folder under routes. */

const dataset = (id: string) => `/d/${encodeURIComponent(id)}`;

export const paths = {
  home: '/',
  import: '/import',
  /** The import of a newer file into a dataset. */
  importInto: (id: string) => `/import?into=${encodeURIComponent(id)}`,
  integrations: '/integrations',
  /** What was sent to a webhook endpoint. */
  deliveries: (endpointId: string) => `/integrations?endpoint=${encodeURIComponent(endpointId)}`,
  /** Where queries are tried; about a dataset where one is given. */
  explorer: (id: string | null = null) =>
    `/integrations/explorer${id === null ? '' : `?dataset=${encodeURIComponent(id)}`}`,
  settings: '/settings',
  /** Who did what. */
  audit: '/settings/audit',
  overview: dataset,
  customers: (id: string) => `${dataset(id)}/customers`,
  /** The customers of a segment; of one under another k than the selected one where `k` is given. */
  segmentCustomers: (id: string, key: string, k: number | null = null) =>
    `${dataset(id)}/customers?segment=${encodeURIComponent(key)}${k === null ? '' : `&k=${k}`}`,
  /** All customers of a saved filter, whether or not they have left. */
  audienceCustomers: (id: string, audience: string) =>
    `${dataset(id)}/customers?audience=${encodeURIComponent(audience)}&left=all`,
  /** Those in a shape on the map, as the URL has it; whether or not they have left. */
  customersInArea: (id: string, area: string) =>
    `${dataset(id)}/customers?area=${encodeURIComponent(area)}&left=all`,
  /** A customer; with the parameters of the list that they are opened from, if there is one, to go on in it. */
  customer: (id: string, externalId: string, list: string | null = null) =>
    `${dataset(id)}/customers/${encodeURIComponent(externalId)}${list === null ? '' : `?list=${encodeURIComponent(list)}`}`,
  segments: (id: string) => `${dataset(id)}/segments`,
  /** A segment, chosen on the segments screen. */
  segment: (id: string, key: string) => `${dataset(id)}/segments?segment=${encodeURIComponent(key)}`,
  churn: (id: string) => `${dataset(id)}/churn`,
  /** All that is known of a model, on one page. */
  modelCard: (id: string, model: string) => `${dataset(id)}/churn/${encodeURIComponent(model)}`,
  /** Where what is taken for granted about money is set. */
  assumptions: (id: string) => `${dataset(id)}/churn#assumptions`,
  /** What customers are worth. */
  value: (id: string) => `${dataset(id)}/value`,
  campaigns: (id: string) => `${dataset(id)}/campaigns`,
  campaign: (id: string, campaign: string) => `${dataset(id)}/campaigns/${encodeURIComponent(campaign)}`,
  /** The members of an arm of a campaign, whether or not they have left since. */
  campaignCustomers: (id: string, campaign: string, arm: string) =>
    `${dataset(id)}/customers?campaign=${encodeURIComponent(campaign)}&arm=${arm}&left=all`,
  strategies: (id: string) => `${dataset(id)}/strategies`,
  monitoring: (id: string) => `${dataset(id)}/monitoring`,
  /** What a screen says as one page: a file from the API, not a screen. */
  report: (id: string, kind: string, about?: string) =>
    `/datasets/${encodeURIComponent(id)}/report.html?kind=${kind}${about === undefined ? '' : `&about=${encodeURIComponent(about)}`}`,
  /** Files from the API, not screens: for other programs, and for Holdfast elsewhere. */
  onnxFile: (churnModelId: string) => `/churn-models/${encodeURIComponent(churnModelId)}/onnx`,
  modelFile: (churnModelId: string) => `/churn-models/${encodeURIComponent(churnModelId)}/model`,
} as const;
