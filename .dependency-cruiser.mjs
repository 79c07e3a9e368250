// The arrows of the house: what may import what. What is not listed is forbidden.

/** Slices of the API and the slices that each may import, by index.ts alone. */
const SLICES = {
  agents: [],
  exports: ['customer-list', 'datasets', 'jobs'],
  reports: ['datasets', 'feature-matrix', 'jobs'],
  audit: [],
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
  'engine-sql': ['engine'],
  'engine-spark': ['engine', 'engine-sql'],
  segmentation: ['feature-matrix', 'engine', 'compute', 'datasets', 'customers', 'jobs'],
  churn: ['feature-matrix', 'engine', 'compute', 'datasets', 'customers', 'jobs'],
  'customer-value': ['churn', 'customers', 'datasets', 'compute', 'jobs'],
  outcomes: ['churn', 'customers', 'datasets'],
  feedback: ['customers', 'datasets', 'strategies'],
  webhooks: ['datasets'],
  campaigns: [
    ...['customers', 'customer-list', 'datasets', 'segmentation', 'churn', 'strategies'],
    ...['feature-matrix', 'engine', 'compute', 'jobs'],
  ],
  strategies: ['segmentation', 'churn', 'datasets'],
  monitoring: ['churn', 'datasets', 'feature-matrix', 'engine', 'compute', 'jobs'],
  scoring: ['segmentation', 'churn', 'customers', 'datasets', 'feature-matrix', 'engine'],
  'sample-data': ['datasets', 'jobs'],
};

/** Slices that may use the learning core. */
const LEARNERS = [
  'engine',
  'engine-local',
  'engine-reference',
  'engine-sql',
  'compute',
  'feature-matrix',
  'segmentation',
  'churn',
  'customer-value',
  'campaigns',
  'monitoring',
  'sample-data',
];

/** Rooms of the dashboard's lib that know their place, and the other rooms of lib that each may import. */
const WEB_ROOMS = {
  words: [],
  format: ['words'],
  ui: ['charts', 'format', 'words'],
  charts: ['ui', 'format', 'words'],
  graphql: ['state', 'format', 'words'],
  state: ['graphql', 'format', 'documents'],
};

/** Files and folders of the learning core from the ground up: each may import what stands before it. */
const LEARNING_CORE = [
  'types',
  'errors',
  'show-value',
  'validation',
  'matrix',
  'random',
  'sample-rows',
  'binary-search',
  'kernels',
  'parallel',
  'preprocessing',
  'metrics',
  'imbalance',
  'imputation',
  'cluster',
  'decomposition',
  'tree',
  'linear-model',
  'ensemble',
  'classifier',
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
  'tasks',
  'index',
];

/** Tests may reach for the harness, and look inside what they test. */
const TEST = '\\.test(-support)?\\.ts$';
const MODULES = '^apps/api/src/modules/';
/** What is loaded for an operator who watches. */
/** The store of another machine. */
const S3 = '^apps/api/src/platform/files/s3-files';
const TELEMETRY = '^apps/api/src/platform/telemetry/(prometheus-meters|otlp-traces|trace-statements)\\.ts$';
const LEARNING = '^packages/ml-core/src/';
const LIB = '^apps/web/src/lib/';
const ROUTES = '^apps/web/src/routes/';

const sliceRules = Object.entries(SLICES).map(([slice, allowed]) => ({
  name: `${slice}-imports`,
  comment: `${slice} may import ${allowed.join(', ') || 'no other slice'}.`,
  severity: 'error',
  from: { path: `${MODULES}${slice}/`, pathNot: TEST },
  to: { path: MODULES, pathNot: `${MODULES}(${[slice, ...allowed].join('|')})/` },
}));

const coreRules = LEARNING_CORE.slice(0, -1).map((room, floor) => ({
  name: `ml-core-${room}-imports`,
  comment: `In ml-core ${room} may import ${LEARNING_CORE.slice(0, floor).join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `${LEARNING}${room}(/|\\.ts$)`, pathNot: TEST },
  to: { path: LEARNING, pathNot: `${LEARNING}(${LEARNING_CORE.slice(0, floor + 1).join('|')})(/|\\.ts$)` },
}));

const webRules = Object.entries(WEB_ROOMS).map(([room, allowed]) => ({
  name: `web-${room}-imports`,
  comment: `In the dashboard lib/${room} may import ${allowed.join(', ') || 'no other room'}.`,
  severity: 'error',
  from: { path: `${LIB}${room}/`, pathNot: TEST },
  to: { path: '^apps/web/src/', pathNot: `${LIB}(${[room, ...allowed].join('|')})/` },
}));

/**
 * The files of one screen: a folder `depth` levels under the routes, `name` the pattern of each folder's name.
 * A group goes into the other side of a rule as it was found, so brackets, which would be a pattern there, stay outside.
 */
const screen = (depth, name) => {
  const folders = Array.from({ length: depth }, (_, level) => `[[(]*${name(level + 1)}[\\])]*/`);
  return `${ROUTES}${folders.join('')}[^/]+$`;
};
const DEEPEST_SCREEN = 8;
const screenRules = Array.from({ length: DEEPEST_SCREEN + 1 }, (_, depth) => ({
  name: 'screen-keeps-its-parts',
  comment: 'What two screens share lives in lib.',
  severity: 'error',
  from: { path: screen(depth, () => '([^/[\\]()]+)') },
  to: { path: ROUTES, pathNot: screen(depth, (level) => `$${level}`) },
}));

export default {
  forbidden: [
    ...sliceRules,
    ...coreRules,
    ...webRules,
    ...screenRules,
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
      name: 'ids-are-decoded-at-the-edge',
      comment: 'Services know keys alone: resolvers, routes and entities read the ids that clients send.',
      severity: 'error',
      from: {
        path: '^apps/api/src/',
        pathNot: ['\\.(resolver|routes|federation)\\.ts$', '/platform/graphql/', TEST],
      },
      to: { path: 'platform/graphql/read-global-id\\.ts$' },
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
        'better-auth and DuckDB would be a third of what a start reads: they load with a session, and with a file; what an operator watches with, and the client of S3, where they are asked for.',
      severity: 'error',
      from: {
        path: '^apps/api/src/',
        pathNot: [
          `${MODULES}(auth/(session-cookies|passkeys/passkey-plugin|open-id/open-id-library)|engine-local/column-file)`,
          S3,
          TELEMETRY,
          TEST,
        ],
      },
      to: {
        path: [
          '/node_modules/(better-auth|@better-auth|@aws-sdk|@duckdb|prom-client|@opentelemetry)/',
          `${MODULES}auth/(session-cookies|passkeys/passkey-plugin|open-id/open-id-library)`,
          S3,
          TELEMETRY,
        ],
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'learning-core-is-pure',
      comment: 'ml-core imports three libraries and nothing of Node.',
      severity: 'error',
      from: { path: LEARNING, pathNot: TEST },
      to: { pathNot: [LEARNING, '/node_modules/ml-(kmeans|pca|random-forest)/'] },
    },
    {
      name: 'schema-stands-alone',
      severity: 'error',
      from: { path: '^packages/schema/src/', pathNot: [TEST, '^packages/schema/src/client/'] },
      to: { pathNot: ['^packages/schema/', '/node_modules/gql\\.tada/'] },
    },
    {
      name: 'client-stands-on-transports',
      comment:
        'The client asks by the transports that GraphQL clients share; whoever wants the documents alone loads none of it.',
      severity: 'error',
      from: { path: '^packages/schema/src/client/', pathNot: TEST },
      to: {
        pathNot: [
          '^packages/schema/',
          '/node_modules/(graphql|graphql-ws|eventsource-parser|tus-js-client)/',
        ],
      },
    },
    {
      name: 'documents-load-no-client',
      severity: 'error',
      from: { path: '^packages/schema/src/', pathNot: [TEST, '^packages/schema/src/client/'] },
      to: { path: '^packages/schema/src/client/' },
    },
    {
      name: 'ml-core-room-is-listed',
      comment: 'A new file or folder at the top of ml-core finds its place in LEARNING_CORE.',
      severity: 'error',
      from: { path: LEARNING, pathNot: [TEST, `${LEARNING}(${LEARNING_CORE.join('|')})(/|\\.ts$)`] },
      to: {},
    },
    {
      name: 'dashboard-knows-the-schema-alone',
      severity: 'error',
      from: { path: '^apps/web/src/' },
      to: { path: '^(apps/api|packages/(?!schema/))|@holdfast/(?!schema)' },
    },
    {
      name: 'lib-knows-no-screen',
      severity: 'error',
      from: { path: LIB },
      to: { path: ROUTES },
    },
    {
      name: 'network-in-one-room',
      comment: 'Only lib/graphql knows what carries a request.',
      severity: 'error',
      from: { path: '^apps/web/src/', pathNot: `${LIB}graphql/` },
      to: { path: '/node_modules/(@urql|graphql-ws|wonka)/' },
    },
    {
      name: 'no-circles',
      comment: 'Not even of types.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment:
        'An import that is not found is one that no rule sees. Those of SvelteKit are made when it builds.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['\\?raw$', '^\\$app/', '^\\./\\$types$'] },
    },
  ],
  options: {
    // A package is entered by what it builds: its dist is seen as a target, and not looked into.
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    exclude: { path: '(^|/)(build|\\.svelte-kit)/|^[^/]+/[^/]+/reports/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
  },
};
