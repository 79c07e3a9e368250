// The arrows of the house: what may import what. What is not listed is forbidden.

/** Slices of the API and the slices that each may import, by index.ts alone. */
const SLICES = {
  auth: [],
  jobs: [],
  datasets: ['jobs'],
  customers: ['datasets', 'jobs'],
  'customer-list': ['customers', 'datasets', 'segmentation', 'churn'],
  'feature-matrix': ['datasets', 'engine'],
  engine: [],
  compute: ['engine'],
  'engine-local': ['engine'],
  'engine-reference': ['engine', 'engine-local'],
  segmentation: ['feature-matrix', 'engine', 'compute', 'datasets', 'customers', 'jobs'],
  churn: ['feature-matrix', 'engine', 'compute', 'datasets', 'customers', 'jobs'],
  strategies: ['segmentation', 'churn', 'datasets'],
  scoring: ['segmentation', 'churn', 'datasets', 'feature-matrix', 'engine'],
  'sample-data': ['datasets', 'jobs'],
};

/** Slices that may use the learning core. */
const LEARNERS = [
  'engine',
  'engine-local',
  'engine-reference',
  'compute',
  'feature-matrix',
  'segmentation',
  'churn',
  'sample-data',
];

/** Tests may reach for the harness, and look inside what they test. */
const TEST = '\\.test(-support)?\\.ts$';
const MODULES = '^apps/api/src/modules/';

const sliceRules = Object.entries(SLICES).map(([slice, allowed]) => ({
  name: `${slice}-imports`,
  comment: `${slice} may import ${allowed.join(', ') || 'no other slice'}.`,
  severity: 'error',
  from: { path: `${MODULES}${slice}/`, pathNot: TEST },
  to: { path: MODULES, pathNot: `${MODULES}(${[slice, ...allowed].join('|')})/` },
}));

export default {
  forbidden: [
    ...sliceRules,
    {
      name: 'slice-is-listed',
      comment: 'A new slice says in SLICES what it may import.',
      severity: 'error',
      from: { path: MODULES, pathNot: `${MODULES}(${Object.keys(SLICES).join('|')})/` },
      to: {},
    },
    {
      name: 'slice-by-its-face',
      comment: 'Another slice is imported by its index.ts alone.',
      severity: 'error',
      from: { path: `${MODULES}([^/]+)/`, pathNot: TEST },
      to: { path: `${MODULES}[^/]+/`, pathNot: [`${MODULES}$1/`, `${MODULES}[^/]+/index\\.ts$`] },
    },
    {
      name: 'composition-by-faces',
      comment:
        'What stands above the slices imports them, or what of them runs in a thread, by index.ts alone.',
      severity: 'error',
      from: { path: '^apps/api/src/[^/]+\\.ts$|^apps/api/src/cli/' },
      to: {
        path: `${MODULES}[^/]+/`,
        pathNot: [`${MODULES}[^/]+/index\\.ts$`, `${MODULES}[^/]+/[^/]+/index\\.ts$`],
      },
    },
    {
      name: 'platform-knows-no-slice',
      severity: 'error',
      from: { path: '^apps/api/src/platform/', pathNot: TEST },
      to: { path: '^apps/api/src/(?!platform/)' },
    },
    {
      name: 'slice-below-composition',
      comment: 'Slices are constructed by app.ts and do not know it.',
      severity: 'error',
      from: { path: MODULES, pathNot: TEST },
      to: { path: '^apps/api/(src/[^/]+\\.ts$|src/cli/|test/)' },
    },
    {
      name: 'learning-core-behind-the-engine',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: [`${MODULES}(${LEARNERS.join('|')})/`, TEST] },
      to: { path: '^packages/ml-core/|@holdfast/ml-core' },
    },
    {
      name: 'read-when-first-used',
      comment:
        'better-auth and DuckDB would be a third of what a start reads: they load with a session, and with a file.',
      severity: 'error',
      from: {
        path: '^apps/api/src/',
        pathNot: [`${MODULES}(auth/session-cookies|engine-local/read-feature-table)`, TEST],
      },
      to: {
        path: ['/node_modules/(better-auth|@duckdb)/', `${MODULES}auth/session-cookies`],
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'learning-core-is-pure',
      comment: 'ml-core imports three libraries and nothing of Node.',
      severity: 'error',
      from: { path: '^packages/ml-core/src/', pathNot: TEST },
      to: { pathNot: ['^packages/ml-core/src/', '/node_modules/ml-(kmeans|pca|random-forest)/'] },
    },
    {
      name: 'schema-stands-alone',
      severity: 'error',
      from: { path: '^packages/schema/src/', pathNot: TEST },
      to: { pathNot: ['^packages/schema/', '/node_modules/gql\\.tada/'] },
    },
    {
      name: 'dashboard-knows-the-schema-alone',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: '^(apps/api|packages/ml-core)/|@holdfast/(api|ml-core)' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { pathNot: '^apps/web/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|build|reports|\\.svelte-kit)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
  },
};
