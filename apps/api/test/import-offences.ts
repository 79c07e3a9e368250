/** A file that breaks one import rule. */
interface Offence {
  readonly file: string;
  readonly source: string;
}

const API = 'apps/api/src/';
const MODULES = `${API}modules/`;
const CORE = 'packages/ml-core/src/';
const WEB = 'apps/web/src/';

function breach(file: string, imported: string): Offence {
  const source = `import * as imported from '${imported}';\nconsole.log(imported);`;
  return { file, source: file.endsWith('.svelte') ? `<script lang="ts">${source}</script>` : source };
}

/** For each slice, another one that it may not import. */
const FORBIDDEN_SLICES = {
  audit: 'jobs',
  auth: 'jobs',
  jobs: 'auth',
  datasets: 'customers',
  customers: 'segmentation',
  'customer-list': 'auth',
  'feature-matrix': 'customers',
  engine: 'datasets',
  compute: 'datasets',
  'engine-local': 'datasets',
  'engine-reference': 'compute',
  'engine-sql': 'datasets',
  'engine-spark': 'engine-local',
  segmentation: 'churn',
  churn: 'segmentation',
  'customer-value': 'strategies',
  outcomes: 'segmentation',
  feedback: 'churn',
  webhooks: 'churn',
  agents: 'churn',
  exports: 'auth',
  reports: 'churn',
  campaigns: 'auth',
  monitoring: 'segmentation',
  strategies: 'jobs',
  scoring: 'jobs',
  'sample-data': 'churn',
};

const CORE_FILES = [
  ...[
    'types',
    'errors',
    'show-value',
    'validation',
    'matrix',
    'random',
    'sample-rows',
    'binary-search',
    'classifier',
    'tasks',
  ],
];
const CORE_FOLDERS = [
  ...[
    'kernels',
    'parallel',
    'preprocessing',
    'metrics',
    'imbalance',
    'imputation',
    'cluster',
    'decomposition',
    'tree',
  ],
  ...[
    'linear-model',
    'ensemble',
    'model-selection',
    'calibration',
    'drift',
    'inspection',
    'survival',
    'lifetime',
    'experiments',
    'uplift',
    'persistence',
    'onnx',
    'reference',
  ],
];

/** What the offences import, and imports that break nothing. */
export const TARGETS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.keys(FORBIDDEN_SLICES).map((slice) => [`${MODULES}${slice}/index.ts`, 'export const face = 1;']),
  ),
  [`${MODULES}churn/lawful.ts`]: "export { face } from '../jobs/index.js';",
  [`${MODULES}jobs/inside.ts`]: 'export const inside = 1;',
  [`${API}main.ts`]: "export { face } from './modules/jobs/index.js';",
  [`${API}platform/clock.ts`]: 'export const now = 1;',
  [`${API}platform/graphql/read-global-id.ts`]: 'export const requireKey = 1;',
  [`${MODULES}jobs/jobs.resolver.ts`]:
    "export { requireKey } from '../../platform/graphql/read-global-id.js';",
  [`${CORE}index.ts`]: "export { lawful } from './cluster/lawful.js';",
  [`${CORE}cluster/lawful.ts`]: "export { lawful } from '../kernels/lawful.js';",
  [`${CORE}kernels/lawful.ts`]: 'export const lawful = 1;',
  'packages/ml-core/package.json': '{ "exports": { ".": { "types": "./dist/index.d.ts" } } }',
  'packages/ml-core/dist/index.d.ts': 'export declare const core: number;',
  'packages/schema/src/client/index.ts': 'export const client = 1;',
  'packages/schema/src/round.ts': "import type { Circle } from './circle.js';\nexport type Round = Circle;",
  'apps/web/package.json': '{ "imports": { "#lib/*": "./src/lib/*" } }',
  [`${WEB}lib/graphql/client.ts`]: "export * from '@urql/core';",
  [`${WEB}lib/ui/Plain.svelte`]: '<p>Plain</p>',
  [`${WEB}routes/part.ts`]: 'export const part = 1;',
  [`${WEB}routes/d/[dataset]/segments/part.ts`]: 'export const part = 1;',
  [`${WEB}routes/d/[dataset]/segments/+page.svelte`]:
    "<script>import { part } from './part'; import Plain from '#lib/ui/Plain.svelte';</script>",
  ...library('apps/api', '@duckdb/node-api'),
  ...library('apps/web', '@urql/core'),
};

function library(workspace: string, name: string): Record<string, string> {
  const folder = `${workspace}/node_modules/${name}`;
  return {
    [`${folder}/package.json`]: '{ "main": "index.js" }',
    [`${folder}/index.js`]: 'export const library = 1;',
  };
}

/** For each rule, a file that breaks it and no other rule. */
export const OFFENCES: Readonly<Record<string, Offence>> = {
  ...Object.fromEntries(
    Object.entries(FORBIDDEN_SLICES).map(([slice, other]) => [
      `${slice}-imports`,
      breach(`${MODULES}${slice}/offence.ts`, `../${other}/index.js`),
    ]),
  ),
  ...Object.fromEntries(
    CORE_FILES.map((room) => [`ml-core-${room}-imports`, breach(`${CORE}${room}.ts`, './index.js')]),
  ),
  ...Object.fromEntries(
    CORE_FOLDERS.map((room) => [
      `ml-core-${room}-imports`,
      breach(`${CORE}${room}/offence.ts`, '../index.js'),
    ]),
  ),
  'slice-is-listed': breach(`${MODULES}extra/index.ts`, '../../platform/clock.js'),
  'slice-by-its-face': breach(`${MODULES}churn/peek.ts`, '../jobs/inside.js'),
  'composition-by-faces': breach(`${API}app.ts`, './modules/jobs/inside.js'),
  'platform-knows-no-slice': breach(`${API}platform/offence.ts`, '../modules/jobs/index.js'),
  'ids-are-decoded-at-the-edge': breach(
    `${MODULES}jobs/jobs.service.ts`,
    '../../platform/graphql/read-global-id.js',
  ),
  'slice-below-composition': breach(`${MODULES}auth/upwards.ts`, '../../main.js'),
  'learning-core-behind-the-engine': breach(`${MODULES}strategies/learn.ts`, '@holdfast/ml-core'),
  'read-when-first-used': breach(`${MODULES}datasets/early.ts`, '@duckdb/node-api'),
  'learning-core-is-pure': breach(`${CORE}cluster/impure.ts`, 'node:fs'),
  'ml-core-room-is-listed': breach(`${CORE}extra/offence.ts`, '../types.js'),
  'client-stands-on-transports': breach('packages/schema/src/client/leaning.ts', 'node:fs'),
  'documents-load-no-client': breach('packages/schema/src/loading.ts', './client/index.js'),
  'schema-stands-alone': breach('packages/schema/src/leaning.ts', 'node:fs'),
  'dashboard-knows-the-schema-alone': breach(`${WEB}lib/shell/learn.ts`, '@holdfast/ml-core'),
  'web-words-imports': breach(`${WEB}lib/words/offence.ts`, '#lib/ui/Plain.svelte'),
  'web-format-imports': breach(`${WEB}lib/format/offence.ts`, '#lib/ui/Plain.svelte'),
  'web-ui-imports': breach(`${WEB}lib/ui/Offence.svelte`, '#lib/graphql/client.ts'),
  'web-charts-imports': breach(`${WEB}lib/charts/Offence.svelte`, '#lib/graphql/client.ts'),
  'web-graphql-imports': breach(`${WEB}lib/graphql/offence.ts`, '#lib/ui/Plain.svelte'),
  'web-state-imports': breach(`${WEB}lib/state/offence.svelte.ts`, '#lib/ui/Plain.svelte'),
  'lib-knows-no-screen': breach(`${WEB}lib/shell/Offence.svelte`, '../../routes/part'),
  'screen-keeps-its-parts': breach(`${WEB}routes/d/[dataset]/churn/+page.svelte`, '../segments/part'),
  'network-in-one-room': breach(`${WEB}lib/shell/network.ts`, '@urql/core'),
  'no-circles': {
    file: 'packages/schema/src/circle.ts',
    source: "import type { Round } from './round.js';\nexport type Circle = Round;",
  },
  resolvable: breach(`${WEB}lib/shell/lost.ts`, '#lib/nowhere.ts'),
};
