import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { ChurnScores } from '../churn/index.js';
import type { Compute } from '../compute/index.js';
import { type DatasetService, NOBODY } from '../datasets/index.js';
import type { JobContext, JobQueue } from '../jobs/index.js';
import type {
  CustomerValueStore,
  KnownPurchases,
  NewValue,
  PurchaseBook,
  StoredHistory,
  StoredModel,
} from './customer-value.store.js';
import {
  forecastOf,
  type PurchaseFacts,
  toColumns,
  VALUE_DAYS,
  type ValuedPurchases,
  type ValuePurchasesOperations,
  type ValueRequest,
} from './valuation/index.js';

/** What the valuation depends on. */
export interface ValuationDependencies {
  readonly dataSource: DataSource;
  readonly store: CustomerValueStore;
  readonly datasets: Pick<DatasetService, 'lock'>;
  readonly scores: Pick<ChurnScores, 'revalue'>;
  readonly jobs: JobQueue;
  readonly engine: Compute;
  readonly clock: Clock;
}

/** The job that values all customers of a dataset. */
export const VALUE_CUSTOMERS = 'value-customers';
/** Customers that are valued in one transaction. */
const BATCH = 1000;
const DAY_MS = 86_400_000;

/** Keeps the values of customers by their purchases up to date. */
export class PurchaseValuation {
  constructor(private readonly deps: ValuationDependencies) {}

  /** Starts valuing all customers of a dataset that came from purchases; forgets the values of one that did not. */
  async request(call: CallContext, datasetId: string): Promise<void> {
    const { dataSource, store, datasets, scores, jobs } = this.deps;
    if ((await store.book(datasetId)) !== null) {
      await jobs.enqueue(call, VALUE_CUSTOMERS, { datasetId }, { datasetId, jobKey: `value ${datasetId}` });
      return;
    }
    const had = await inTransaction(dataSource, async (manager) =>
      (await datasets.lock(manager, datasetId, NOBODY)) ? store.clear(manager, datasetId) : false,
    );
    if (had) await scores.revalue(datasetId, null);
  }

  /** Fits to all purchases and values every customer; what was there before stays until that is done. */
  async valueAll(datasetId: string, { call, progress }: JobContext): Promise<void> {
    const { dataSource, store, datasets, scores, engine, clock } = this.deps;
    const book = await store.book(datasetId);
    if (book === null) return;
    progress(0, 'Reading the purchases');
    const known: KnownPurchases[] = [];
    for await (const page of store.customers(datasetId, book.isMoney, null)) {
      call.signal.throwIfAborted();
      known.push(...page);
    }
    const valuable = known.filter(({ current }) => current !== null);
    progress(0.3, `Valuing ${valuable.length} customers`);
    const request = requestOf(book, known, valuable);
    const analysis = await engine.open<ValuePurchasesOperations>('purchases', request, call.signal);
    const valued = await analysis.call('value', {}).finally(() => analysis.close());
    progress(0.8, 'Storing the values');
    await inTransaction(dataSource, async (manager) => {
      if (!(await datasets.lock(manager, datasetId, NOBODY))) return;
      if (valued === null) {
        await store.clear(manager, datasetId);
        return;
      }
      const { fitted, backTest } = valued;
      const model: StoredModel = { ...book, fitted, backTest };
      await store.replace(manager, datasetId, model, valuesOf(valuable, valued), clock.now());
    });
    await store.refreshStatistics();
    await scores.revalue(datasetId, null);
    if (valued !== null) await this.update(datasetId, await store.stale(datasetId));
  }

  /** Values customers by the model that is there, by the attributes that they have now. */
  async update(datasetId: string, rows: readonly number[]): Promise<void> {
    const { dataSource, store, datasets, scores } = this.deps;
    const model = await store.model(datasetId);
    if (model === null) return;
    for (let from = 0; from < rows.length; from += BATCH) {
      const some = rows.slice(from, from + BATCH);
      await inTransaction(dataSource, async (manager) => {
        // Locked, so that nobody is valued who is being erased, or by attributes that change meanwhile.
        if (!(await datasets.lock(manager, datasetId, NOBODY))) return;
        for await (const page of store.customers(datasetId, model.isMoney, some, manager)) {
          await store.update(manager, datasetId, some, valuesBy(model, page));
        }
      });
      await scores.revalue(datasetId, some);
    }
  }
}

/** The values of customers by a stored model. */
function valuesBy({ fitted }: StoredModel, known: readonly KnownPurchases[]): Iterable<NewValue> {
  const valuable = known.filter(({ current }) => current !== null);
  const forecast = forecastOf(fitted, toColumns(valuable.map(({ current }) => current!)), VALUE_DAYS);
  return valuesOf(valuable, {
    expectedPurchases: forecast.purchases.expected,
    alive: forecast.purchases.alive,
    value: forecast.value,
  });
}

function* valuesOf(
  customers: readonly KnownPurchases[],
  { expectedPurchases, alive, value }: Pick<ValuedPurchases, 'expectedPurchases' | 'alive' | 'value'>,
): Generator<NewValue> {
  for (const [i, { row, revision, current }] of customers.entries()) {
    yield {
      ...{ row, revision, historic: current!.historic },
      ...{ expectedPurchases: expectedPurchases[i]!, probabilityAlive: alive[i]! },
      ...{ expected: at(value?.expected, i), low: at(value?.low, i), high: at(value?.high, i) },
    };
  }
}

/** Null where there is none, or an interval reaches beyond all numbers. */
function at(values: Float64Array | undefined, i: number): number | null {
  const value = values?.[i];
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function requestOf(
  { observationDate, lastDay, isMoney, returnedShare }: PurchaseBook,
  known: readonly KnownPurchases[],
  valuable: readonly KnownPurchases[],
): ValueRequest {
  const stored = known.flatMap(({ stored }) => stored ?? []);
  const before = stored.map(({ repeats, lastRepeat, age, repeatValue }) =>
    historyOf(repeats, lastRepeat, age, repeatValue),
  );
  const whole = stored.map(({ allRepeats, allLastRepeat, allAge, allRepeatValue }) =>
    historyOf(allRepeats, allLastRepeat, allAge, allRepeatValue),
  );
  const later = (of: (history: StoredHistory) => number) => Float64Array.from(stored, of);
  return {
    before: toColumns(before),
    came: {
      purchases: later(({ allRepeats, repeats }) => allRepeats - repeats),
      value: later(({ allRepeatValue, repeatValue }) => allRepeatValue - repeatValue),
    },
    // The day of observation and the last day of the file are both among them.
    daysAfter: (Date.parse(lastDay) - Date.parse(observationDate)) / DAY_MS + 1,
    whole: toColumns(whole),
    customers: toColumns(valuable.map(({ current }) => current!)),
    ...{ isMoney, returnedShare },
  };
}

function historyOf(
  repeats: number,
  last: number,
  age: number,
  worth: number,
): Omit<PurchaseFacts, 'historic'> {
  return { repeats, last, age, meanValue: repeats === 0 ? 0 : worth / repeats };
}
