import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { createAgents } from './modules/agents/index.js';
import * as audit from './modules/audit/index.js';
import * as auth from './modules/auth/index.js';
import * as campaigns from './modules/campaigns/index.js';
import * as churn from './modules/churn/index.js';
import { createCompute, type EngineChoice } from './modules/compute/index.js';
import * as customerList from './modules/customer-list/index.js';
import * as customerValue from './modules/customer-value/index.js';
import * as customers from './modules/customers/index.js';
import * as datasets from './modules/datasets/index.js';
import * as exports from './modules/exports/index.js';
import * as feedback from './modules/feedback/index.js';
import * as jobs from './modules/jobs/index.js';
import * as monitoring from './modules/monitoring/index.js';
import * as outcomes from './modules/outcomes/index.js';
import * as reports from './modules/reports/index.js';
import { createSampleData } from './modules/sample-data/index.js';
import { createScoring } from './modules/scoring/index.js';
import * as segmentation from './modules/segmentation/index.js';
import { createStrategies } from './modules/strategies/index.js';
import * as webhooks from './modules/webhooks/index.js';
import { systemClock } from './platform/clock.js';
import type { Limits, OpenIdConfig } from './platform/config.js';
import type { DatabaseParts } from './platform/database/data-source.js';
import { grantService } from './platform/database/grant-service.js';
import { migrate } from './platform/database/migrate.js';
import { poolGauges } from './platform/database/pool-gauges.js';
import { DuckDb } from './platform/duckdb/duck-db.js';
import { auditMutations } from './platform/graphql/audit-mutations.js';
import { buildGraphqlSchema } from './platform/graphql/build-graphql-schema.js';
import { createFederation } from './platform/graphql/federation/create-federation.js';
import type { Routes } from './platform/http/http-application.js';
import { Idempotency1767200000053 } from './platform/idempotency/idempotency.migration.js';
import type { Logger } from './platform/logger.js';
import { Outbox } from './platform/outbox/outbox.js';
import { Outbox1764200000051 } from './platform/outbox/outbox.migration.js';
import { OutboxDelivery } from './platform/outbox/outbox-delivery.js';
import { outboxGauges } from './platform/outbox/outbox-gauges.js';
import { QueryRates1764900000052, RATE_TABLES } from './platform/query-rate/query-rate.migration.js';
import type { Storage } from './platform/storage.js';
import { countField } from './platform/telemetry/count-field.js';
import type { Gauge } from './platform/telemetry/gauge.js';
import { NO_TELEMETRY, type Telemetry } from './platform/telemetry/telemetry.js';

const SLICES = [
  audit,
  jobs,
  auth,
  datasets,
  customers,
  segmentation,
  churn,
  customerList,
  outcomes,
  feedback,
  customerValue,
  campaigns,
  monitoring,
  webhooks,
  exports,
  reports,
];

/** What a backup leaves out: whoever was signed in signs in again, and what was spent is spent. */
export const leftOfBackups = {
  leftTables: [...auth.leftTables, ...RATE_TABLES],
  // The database is in the tables; of the files, those that are made anew, and the ledger that must outlive a restore.
  leftFiles: [/^postgres(\/|\.)/, /^(work|cache)\//, new RegExp(`^${customers.LEDGER_FILE}`)],
};

/** The tables of the platform and of every slice. */
export const databaseParts: DatabaseParts = {
  entities: SLICES.flatMap(({ entities }) => entities as (new () => object)[]),
  migrations: [
    Outbox1764200000051,
    QueryRates1764900000052,
    Idempotency1767200000053,
    ...SLICES.flatMap(({ migrations }) => migrations as (new () => object)[]),
  ],
};

/** What the slices are constructed from. */
export interface Foundation {
  readonly dataSource: DataSource;
  /** The URL of the same database. */
  readonly url: string;
  readonly storage: Storage;
  readonly logger: Logger;
  /** The engine that computes. */
  readonly engine: EngineChoice;
  readonly limits: Limits;
  /** Under which address others reach this installation. */
  readonly publicUrl: string;
  readonly openId: OpenIdConfig | null;
  /** Inner networks that webhooks may be sent to. */
  readonly webhookAllow: readonly string[];
  readonly telemetry?: Telemetry;
}

/** Every slice, constructed and wired. This is the only place where that happens. */
export type Slices = ReturnType<typeof createSlices>;

/** Constructs every slice; nothing runs yet. */
export function createSlices(foundation: Foundation) {
  const {
    dataSource,
    url,
    storage,
    logger,
    engine: choice,
    limits,
    publicUrl,
    openId,
    webhookAllow,
  } = foundation;
  const { telemetry = NO_TELEMETRY } = foundation;
  const clock = systemClock;
  const outbox = new Outbox(dataSource);
  const worker = new URL('./compute-worker.js', import.meta.url);
  const engine = createCompute(
    choice,
    worker,
    // Two heavy jobs at once share the memory, as a training and a segmentation after an import do.
    { threads: limits.threads, memory: limits.jobMemory / 2 },
    telemetry,
  );
  const auditSlice = audit.createAudit({ dataSource, logger });
  const jobsSlice = jobs.createJobs({ dataSource, url, logger, limits, telemetry });
  const authSlice = auth.createAuth({
    dataSource,
    url,
    clock,
    dataDir: storage.dataDir,
    limits,
    publicUrl,
    openId,
    audit: auditSlice.trail,
    findDataset: (call, id) => datasetsSlice.service.find(call, id),
  });
  const common = { dataSource, jobs: jobsSlice.service, outbox, clock, logger };
  const { authenticate } = authSlice;
  const duckDb = new DuckDb(`${Math.round(limits.fileMemory / 1024 ** 2)}MiB`);
  const datasetsSlice = datasets.createDatasets({
    ...common,
    processes: jobsSlice.processes,
    storage,
    duckDb,
    authenticate,
    limits,
    expectAnalyses: () => engine.prepare(),
  });
  const withDatasets = { ...common, datasets: datasetsSlice.service, memory: datasetsSlice.memory };
  const segmentationSlice = segmentation.createSegmentation({ ...withDatasets, engine, authenticate });
  const churnSlice = churn.createChurn({
    ...{ ...withDatasets, engine, authenticate },
    labels: segmentationSlice.labels,
    segmentNames: (datasetId) => segmentationSlice.reader.namesOfNow(datasetId),
  });
  const columns = {
    columns: churnSlice.columns,
    labels: segmentationSlice.labels,
    leftOut: churnSlice.leftOut,
  };
  const customerListSlice = customerList.createCustomerList({
    ...withDatasets,
    contacts: churnSlice.contacts,
    columns,
    segmentations: segmentationSlice.service,
    segments: segmentationSlice.reader,
    files: { duckDb, work: datasetsSlice.work },
    snapshotRows: datasetsSlice.snapshotRows,
    describeMembers: (call, id, rows) => campaignsSlice.describeMembers(call, id, rows),
    authenticate,
  });
  const strategiesSlice = createStrategies({
    dataSource,
    memory: datasetsSlice.memory,
    segments: segmentationSlice.reader,
    ...columns,
    contacts: churnSlice.contacts,
    scores: churnSlice.scores,
    measured: (datasetId) => campaignsSlice.measured(datasetId),
  });
  const campaignsSlice = campaigns.createCampaigns({
    ...withDatasets,
    lists: customerListSlice.service,
    audiences: customerListSlice.audiences,
    words: customerListSlice.words,
    segments: segmentationSlice.reader,
    strategies: strategiesSlice.service,
    contacts: churnSlice.contacts,
    scores: churnSlice.scores,
    models: churnSlice.monitored,
    engine,
  });
  const slices = {
    audit: auditSlice,
    jobs: jobsSlice,
    auth: authSlice,
    datasets: datasetsSlice,
    customers: customers.createCustomers({ ...withDatasets, storage }),
    customerList: customerListSlice,
    sampleData: createSampleData({ ...withDatasets, imports: datasetsSlice.imports, url }),
    outcomes: outcomes.createOutcomes({ ...withDatasets, reader: datasetsSlice.reader }),
    feedback: feedback.createFeedback({ ...withDatasets, strategies: strategiesSlice.service }),
    monitoring: monitoring.createMonitoring({ ...withDatasets, engine, models: churnSlice.monitored }),
    segmentation: segmentationSlice,
    churn: churnSlice,
    webhooks: webhooks.createWebhooks({
      ...withDatasets,
      verdicts: campaignsSlice.verdicts,
      publicUrl,
      allow: webhookAllow,
      columnCounts: datasetsSlice.columnCounts,
    }),
    customerValue: customerValue.createCustomerValue({
      ...withDatasets,
      engine,
      scores: churnSlice.scores,
      contacts: churnSlice.contacts,
    }),
    scoring: createScoring({
      datasets: datasetsSlice.service,
      scorer: churnSlice.scorer,
      memberships: segmentationSlice.memberships,
      levers: churnSlice.levers,
      fromMemory: churnSlice.fromMemory,
      clock,
    }),
    strategies: strategiesSlice,
    campaigns: campaignsSlice,
    exports: exports.createExports({
      ...withDatasets,
      storage,
      lists: customerListSlice.service,
      writer: customerListSlice.writer,
      work: datasetsSlice.work,
      trail: auditSlice.trail,
      publicUrl,
    }),
    reports: reports.createReports({ ...withDatasets, trail: auditSlice.trail, authenticate, publicUrl }),
  };
  const federation = createFederation([
    ...datasetsSlice.entities,
    ...slices.customers.entities,
    ...segmentationSlice.entities,
    ...churnSlice.entities,
  ]);
  return {
    ...slices,
    outbox,
    compute: engine,
    outboxDelivery: new OutboxDelivery(outbox, dataSource, url, logger, telemetry),
    telemetry,
    /** Reads what screens of all customers are made of before anybody asks; whatever is missed then is read when it is asked for. */
    readAhead: async (stopping: AbortSignal): Promise<void> => {
      try {
        await churnSlice.columns.readAhead(stopping);
        await segmentationSlice.labels.readAhead(stopping);
      } catch (err) {
        if (!stopping.aborted) logger.warn({ err }, 'figures could not be read ahead');
      }
    },
    gauges: (): Gauge[] => [
      ...poolGauges(dataSource),
      ...outboxGauges(dataSource),
      ...jobsSlice.gauges,
      ...churnSlice.gauges,
      ...slices.monitoring.gauges,
      ...slices.webhooks.gauges,
    ],
    /** What does not work as it should, in words for the operator. */
    faults: async (): Promise<string[]> => {
      const found = await Promise.all([
        outboxFaults(outbox),
        churnSlice.faults(),
        segmentationSlice.faults(),
      ]);
      return found.flat();
    },
    federation,
    resolvers: [...Object.values(slices), federation].flatMap(({ resolvers }): object[] => resolvers),
    subscriptions: jobsSlice.subscriptions,
    routes: [
      ...authSlice.routes,
      ...datasetsSlice.routes,
      ...segmentationSlice.routes,
      ...churnSlice.routes,
      ...slices.customerList.routes,
      ...slices.exports.routes,
      ...slices.reports.routes,
      ...createAgents({ authenticate }).routes,
    ] as Routes[],
  };
}

async function outboxFaults(outbox: Outbox): Promise<string[]> {
  const overdue = await outbox.overdue();
  return overdue.map(({ event, count }) => `${count} of the events "${event}" could not be handled yet`);
}

/**
 * Migrates a database to the version of this code, as the role that owns its tables, and lets the service's role use them.
 */
export async function migrateDatabase(owner: DataSource, ownerUrl: string, url = ownerUrl): Promise<void> {
  await migrate(owner, ownerUrl, [
    () => jobs.migrateGraphileWorker(ownerUrl),
    () => grantService(owner, url, audit.appendOnly),
  ]);
}

/** The schema of the slices' resolvers, whose mutations note themselves in the audit. */
export async function buildSchemaOf(slices: Slices): Promise<GraphQLSchema> {
  const {
    resolvers,
    subscriptions,
    audit,
    telemetry,
    webhooks: webhooksSlice,
    reports: reportsSlice,
  } = slices;
  const schema = await buildGraphqlSchema(resolvers, subscriptions);
  auditMutations(schema, audit.trail);
  webhooksSlice.selections.use(schema);
  reportsSlice.writer.use(schema);
  const { meters } = telemetry;
  if (meters !== null) countField(schema, 'ChurnScore', 'probability', () => meters.scoreServed());
  return schema;
}
