import type { DataSource, EntityManager } from 'typeorm';
import { copyInto } from '../../platform/database/copy-into.js';
import { refreshStatistics } from '../../platform/database/refresh-statistics.js';
import type { CohortCounts } from '../datasets/index.js';
import {
  type BackTest,
  type FittedPurchases,
  factsOfAttributes,
  fromJson,
  type PurchaseFacts,
  toJson,
} from './valuation/index.js';

/** A customer by the dataset and the row. */
export interface CustomerKey {
  readonly datasetId: string;
  readonly row: number;
}

/** What is kept of the purchases that a dataset came from. */
export interface PurchaseBook {
  /** ISO dates. */
  readonly observationDate: string;
  readonly lastDay: string;
  readonly isMoney: boolean;
  readonly returnedShare: number;
}

/** A customer with the stored history, which is null for one that was not in the file, and the current one. */
export interface KnownPurchases {
  readonly row: number;
  readonly revision: string;
  readonly stored: StoredHistory | null;
  readonly current: PurchaseFacts | null;
}

/** A history up to the day of observation and to the end of the file. */
export interface StoredHistory {
  readonly repeats: number;
  readonly lastRepeat: number;
  readonly age: number;
  readonly repeatValue: number;
  readonly allRepeats: number;
  readonly allLastRepeat: number;
  readonly allAge: number;
  readonly allRepeatValue: number;
  readonly netValue: number;
}

/** A model as it is stored. */
export interface StoredModel extends PurchaseBook {
  readonly fitted: FittedPurchases;
  readonly backTest: BackTest | null;
}

/** What a customer is worth, as it is stored. */
export interface StoredValue {
  readonly historic: number | null;
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly expectedPurchases: number;
  readonly probabilityAlive: number;
}

/** A value to store. */
export type NewValue = StoredValue & { readonly row: number; readonly revision: string };

/** Sums over a dataset. */
export interface ValueTotals {
  readonly customers: number;
  readonly historic: number | null;
  readonly expected: number | null;
  readonly expectedPurchases: number;
  readonly alive: number;
}

/** How many customers are read together. */
const PAGE = 20_000;
const COLUMNS = [
  ...['dataset_id', 'row', 'revision', 'historic', 'expected', 'low', 'high'],
  ...['expected_purchases', 'probability_alive'],
];
const BOOK = `observation_date::text as "observationDate", last_day::text as "lastDay", is_money as "isMoney"`;
const VALUE = `v.historic, v.expected, v.low, v.high, v.expected_purchases as "expectedPurchases",
  v.probability_alive as "probabilityAlive"`;

/** The models and values of customers. */
export class CustomerValueStore {
  constructor(readonly dataSource: DataSource) {}

  /** Null for a dataset that did not come from purchases. */
  async book(datasetId: string): Promise<PurchaseBook | null> {
    const [book] = await this.dataSource.query(
      `select ${BOOK}, returned_share as "returnedShare" from dataset_purchases where dataset_id = $1`,
      [datasetId],
    );
    return book ?? null;
  }

  /** The customers of a dataset that came from purchases, in order; of some rows only, if they are given. */
  async *customers(
    datasetId: string,
    isMoney: boolean,
    rows: readonly number[] | null,
    manager: EntityManager = this.dataSource.manager,
  ): AsyncGenerator<KnownPurchases[]> {
    for (let after = -1; ; ) {
      const page: ReadCustomer[] = await manager.query(
        `select c.row as "row", c.revision, h.revision as "readAt", h.repeats, h.last_repeat as "lastRepeat", h.age,
                h.repeat_value as "repeatValue", h.all_repeats as "allRepeats", h.all_last_repeat as "allLastRepeat",
                h.all_age as "allAge", h.all_repeat_value as "allRepeatValue", h.net_value as "netValue",
                case when h.revision is distinct from c.revision then c.attributes end as attributes
         from current_customers c left join customer_purchases h on h.dataset_id = c.dataset_id and h.row = c.row
         where c.dataset_id = $1 and c.row > $2 ${rows === null ? '' : 'and c.row = any($3::int[])'}
         order by c.row limit ${PAGE}`,
        [datasetId, after, ...(rows === null ? [] : [rows])],
      );
      yield page.map((customer) => toKnown(customer, isMoney));
      if (page.length < PAGE) return;
      after = page.at(-1)!.row;
    }
  }

  async model(datasetId: string): Promise<StoredModel | null> {
    const [found] = await this.dataSource.query(
      `select fitted, back_test as "backTest", ${BOOK} from customer_value_models where dataset_id = $1`,
      [datasetId],
    );
    if (found === undefined) return null;
    const fitted = fromJson(found.fitted);
    return { ...found, fitted, returnedShare: 1 - fitted.keptShare };
  }

  /** Puts a model and the values by it in the place of all before, in the caller's transaction. */
  async replace(
    manager: EntityManager,
    datasetId: string,
    model: StoredModel,
    values: Iterable<NewValue>,
    madeAt: Date,
  ): Promise<void> {
    await this.clear(manager, datasetId);
    await manager.query(
      `insert into customer_value_models (dataset_id, fitted, back_test, observation_date, last_day, is_money, made_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        datasetId,
        JSON.stringify(toJson(model.fitted)),
        model.backTest && JSON.stringify(model.backTest),
        model.observationDate,
        model.lastDay,
        model.isMoney,
        madeAt,
      ],
    );
    await copyInto(manager, 'customer_values', COLUMNS, rowsOf(datasetId, values));
    await manager.query(
      `delete from customer_values v where v.dataset_id = $1
       and not exists (select from current_customers c where c.dataset_id = $1 and c.row = v.row)`,
      [datasetId],
    );
  }

  /** Writes the values of some customers, in the caller's transaction; those who have none any more lose it. */
  async update(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
    values: Iterable<NewValue>,
  ): Promise<void> {
    await this.remove(manager, datasetId, rows);
    await copyInto(manager, 'customer_values', COLUMNS, rowsOf(datasetId, values));
  }

  /** Forgets the model and all values, in the caller's transaction. Returns whether there were any. */
  async clear(manager: EntityManager, datasetId: string): Promise<boolean> {
    await manager.query('delete from customer_values where dataset_id = $1', [datasetId]);
    const [, models] = await manager.query('delete from customer_value_models where dataset_id = $1', [
      datasetId,
    ]);
    return models > 0;
  }

  /** Deletes the values of customers, in the caller's transaction. Returns how many there were. */
  async remove(manager: EntityManager, datasetId: string, rows: readonly number[]): Promise<number> {
    const [, deleted] = await manager.query(
      'delete from customer_values where dataset_id = $1 and row = any($2)',
      [datasetId, rows],
    );
    return deleted;
  }

  /** Rows of customers whose value is of earlier attributes, or who may have none yet. */
  async stale(datasetId: string): Promise<number[]> {
    const found: { row: number }[] = await this.dataSource.query(
      `select c.row as "row" from current_customers c left join customer_values v on v.dataset_id = c.dataset_id and v.row = c.row
       where c.dataset_id = $1 and (v.row is null or v.revision < c.revision) order by c.row`,
      [datasetId],
    );
    return found.map(({ row }) => row);
  }

  async ofCustomers(keys: readonly CustomerKey[]): Promise<(StoredValue & CustomerKey)[]> {
    return this.dataSource.query(
      `select v.dataset_id as "datasetId", v.row as "row", ${VALUE}
       from unnest($1::uuid[], $2::int[]) as k (dataset_id, "row")
       join customer_values v on v.dataset_id = k.dataset_id and v.row = k.row`,
      [keys.map(({ datasetId }) => datasetId), keys.map(({ row }) => row)],
    );
  }

  async totals(datasetId: string): Promise<ValueTotals> {
    const [totals] = await this.dataSource.query(
      `select count(*)::int as customers, sum(historic) as historic, sum(expected) as expected,
              coalesce(sum(expected_purchases), 0) as "expectedPurchases", coalesce(sum(probability_alive), 0) as alive
       from customer_values where dataset_id = $1`,
      [datasetId],
    );
    return totals;
  }

  /** The customers that are worth the most. */
  async top(
    datasetId: string,
    count: number,
  ): Promise<{ row: number; externalId: string; attributes: Record<string, never> }[]> {
    return this.dataSource.query(
      `select c.row as "row", c.external_id as "externalId", c.attributes from customer_values v
       join current_customers c on c.dataset_id = v.dataset_id and c.row = v.row
       where v.dataset_id = $1 order by v.rank desc, v.row limit $2`,
      [datasetId, count],
    );
  }

  /** As they are stored; null for a dataset that did not come from purchases. */
  async cohorts(datasetId: string): Promise<CohortCounts[] | null> {
    const [found] = await this.dataSource.query(
      'select cohorts from dataset_purchases where dataset_id = $1',
      [datasetId],
    );
    return found?.cohorts ?? null;
  }

  refreshStatistics(): Promise<void> {
    return refreshStatistics(this.dataSource, ['customer_values']);
  }
}

type ReadCustomer = StoredHistory & {
  readonly row: number;
  readonly revision: string;
  readonly readAt: string | null;
  readonly attributes: Readonly<Record<string, unknown>> | null;
};

function toKnown(customer: ReadCustomer, isMoney: boolean): KnownPurchases {
  const { row, revision, readAt, attributes } = customer;
  const current = attributes === null ? wholeOf(customer) : factsOfAttributes(attributes);
  return {
    ...{ row, revision },
    stored: readAt === null ? null : customer,
    current: current && (isMoney ? current : { ...current, historic: null }),
  };
}

function wholeOf({
  allRepeats,
  allLastRepeat,
  allAge,
  allRepeatValue,
  netValue,
}: StoredHistory): PurchaseFacts {
  return {
    ...{ repeats: allRepeats, last: allLastRepeat, age: allAge, historic: netValue },
    meanValue: allRepeats === 0 ? 0 : allRepeatValue / allRepeats,
  };
}

function* rowsOf(datasetId: string, values: Iterable<NewValue>) {
  for (const value of values) {
    const { row, revision, historic, expected, low, high, expectedPurchases, probabilityAlive } = value;
    yield [datasetId, row, revision, historic, expected, low, high, expectedPurchases, probabilityAlive];
  }
}
