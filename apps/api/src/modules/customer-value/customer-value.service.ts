import type { CallContext } from '../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import { requirePageSize } from '../../platform/graphql/connection.js';
import { Customer } from '../customers/index.js';
import type { FigureMemory } from '../datasets/index.js';
import type { CustomerKey, CustomerValueStore, StoredValue } from './customer-value.store.js';
import type { CustomerValue, DatasetValue, PurchaseCohort, ValueMethod } from './customer-value.types.js';
import { describeBackTest, formulaOf, methodOf, parametersOf } from './describe-value.js';
import type { SurvivalValues } from './survival-values.js';

/** What the service depends on. */
export interface CustomerValueDependencies {
  readonly store: CustomerValueStore;
  readonly survival: SurvivalValues;
  readonly memory: FigureMemory;
}

/** Says what customers are worth. */
export class CustomerValueService {
  constructor(private readonly deps: CustomerValueDependencies) {}

  /** The value of each customer by purchases, or null without one. */
  readonly #ofCustomer: LoaderDefinition<CustomerKey, StoredValue | null> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const found = await this.deps.store.ofCustomers(keys);
      const byKey = new Map(found.map((value) => [`${value.datasetId}:${value.row}`, value]));
      return keys.map(({ datasetId, row }) => byKey.get(`${datasetId}:${row}`) ?? null);
    },
  };

  /** The method of a dataset that was valued by its purchases, or null. */
  readonly #methodOf: LoaderDefinition<string, ValueMethod | null> = {
    scopeOf: (datasetId) => datasetId,
    load: (ids) =>
      Promise.all(
        ids.map(async (id) => {
          const model = await this.deps.store.model(id);
          return model && methodOf(model.fitted);
        }),
      ),
  };

  /** Null without purchases, and without a value column or a champion. */
  async ofCustomer(call: CallContext, customer: Customer): Promise<CustomerValue | null> {
    const { datasetId, row } = customer;
    const method = await call.load(this.#methodOf, datasetId);
    if (method === null) return this.deps.survival.ofCustomer(call, customer);
    const value = await call.load(this.#ofCustomer, { datasetId, row });
    return value && { method, ...value };
  }

  /** Null like `ofCustomer`. */
  async ofDataset(call: CallContext, datasetId: string): Promise<DatasetValue | null> {
    call.require('VIEWER', datasetId);
    const { store, survival, memory } = this.deps;
    const model = await store.model(datasetId);
    if (model === null) return survival.ofDataset(call, datasetId);
    const { fitted, backTest, observationDate, lastDay, returnedShare } = model;
    return {
      method: methodOf(fitted),
      formula: formulaOf(fitted),
      reasons: [...fitted.reasons],
      asOf: lastDay,
      ...(await memory.of(datasetId, ['value by purchases'], () => store.totals(datasetId))),
      returnedShare,
      parameters: parametersOf(fitted),
      backTest: backTest && describeBackTest(backTest, observationDate, lastDay),
    };
  }

  /** The customers with the highest value; none without purchases. @throws AppError BAD_USER_INPUT */
  async top(call: CallContext, datasetId: string, first: number): Promise<Customer[]> {
    call.require('VIEWER', datasetId);
    requirePageSize(first);
    const found = await this.deps.store.top(datasetId, first);
    return found.map((customer) => Object.assign(new Customer(), { datasetId, ...customer }));
  }

  /** Null for a dataset that did not come from purchases. */
  cohorts(call: CallContext, datasetId: string): Promise<PurchaseCohort[] | null> {
    call.require('VIEWER', datasetId);
    return this.deps.store.cohorts(datasetId);
  }
}
