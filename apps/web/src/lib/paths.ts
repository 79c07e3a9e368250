/** The addresses of the screens, each a folder under routes. */

const dataset = (id: string) => `/d/${encodeURIComponent(id)}`;

export const paths = {
  home: '/',
  import: '/import',
  /** The import of a newer file into a dataset. */
  importInto: (id: string) => `/import?into=${encodeURIComponent(id)}`,
  settings: '/settings',
  overview: dataset,
  customers: (id: string) => `${dataset(id)}/customers`,
  customer: (id: string, externalId: string) => `${dataset(id)}/customers/${encodeURIComponent(externalId)}`,
  segments: (id: string) => `${dataset(id)}/segments`,
  churn: (id: string) => `${dataset(id)}/churn`,
  strategies: (id: string) => `${dataset(id)}/strategies`,
  /** A file from the API, not a screen. */
  modelFile: (churnModelId: string) => `/churn-models/${encodeURIComponent(churnModelId)}/onnx`,
} as const;
