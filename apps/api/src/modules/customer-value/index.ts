import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { ChurnScores, ContactTermsReader } from '../churn/index.js';
import type { Compute } from '../compute/index.js';
import type { DatasetService, FigureMemory } from '../datasets/index.js';
import type { JobQueue } from '../jobs/index.js';
import { CustomerValueFields } from './customer.fields.js';
import { CustomerValue1767100001001 } from './customer-value.migration.js';
import { CustomerValueService } from './customer-value.service.js';
import { CustomerValueStore } from './customer-value.store.js';
import { DatasetValueFields } from './dataset.fields.js';
import { PurchaseValuation } from './purchase-valuation.js';
import { SurvivalValues } from './survival-values.js';
import { valueCustomersJob } from './value-customers.job.js';
import { ValuedDatasets1767100001002 } from './valued-datasets.migration.js';

export const entities = [];
export const migrations = [CustomerValue1767100001001, ValuedDatasets1767100001002];

/** What the slice depends on. */
export interface CustomerValueDependencies {
  readonly dataSource: DataSource;
  readonly memory: FigureMemory;
  readonly datasets: DatasetService;
  readonly scores: Pick<ChurnScores, 'ofCustomer' | 'revalue'>;
  readonly contacts: ContactTermsReader;
  readonly jobs: JobQueue;
  readonly engine: Compute;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/**
 * Says what customers are worth over the next 365 days: by their purchases where a dataset came from them, otherwise by the
 * value column and the chance to stay. Defines the job `value-customers`, which follows each import of purchases.
 */
export function createCustomerValue(deps: CustomerValueDependencies) {
  const { dataSource, memory, datasets, scores, contacts, jobs, engine, outbox, clock } = deps;
  const store = new CustomerValueStore(dataSource);
  const valuation = new PurchaseValuation({ dataSource, store, datasets, scores, jobs, engine, clock });
  jobs.define(valueCustomersJob(valuation, datasets));
  datasets.onRemoval(async (manager, datasetId, rows) => {
    const customerValues = await store.remove(manager, datasetId, rows);
    return customerValues === 0 ? ({} as Record<string, number>) : { customerValues };
  });
  outbox.on('dataset.imported', 'customer-value', ({ datasetId }, call) =>
    valuation.request(call, datasetId),
  );
  outbox.on('customers.changed', 'customer-value', async ({ datasetId, rows }) => {
    // Without rows an import was stored, which has an event of its own.
    if (rows !== null) await valuation.update(datasetId, rows);
  });
  const survival = new SurvivalValues({ dataSource, memory, datasets, scores, contacts });
  const service = new CustomerValueService({ store, survival, memory });
  return { service, resolvers: [new CustomerValueFields(service), new DatasetValueFields(service)] };
}
