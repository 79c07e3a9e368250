import { MAX_PAGE_SIZE } from '@holdfast/schema';
import type { DataSource, EntityManager } from 'typeorm';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import { CustomerFeedback } from './feedback.types.js';
import type { GivenFeedback } from './read-feedback.js';

interface CustomerKey {
  readonly datasetId: string;
  readonly row: number;
}

/** Who does something, and when. */
interface Deed {
  readonly by: string;
  readonly at: Date;
}

const COLUMNS = `f.id as key, f.dataset_id as "datasetId", f.row, f.kind, f.note, f.until::text as until,
  f.given_by as "givenBy", f.given_at as "givenAt"`;

/** Stores what people say about customers. The only user of its table; others read the view `customers_not_to_contact`. */
export class FeedbackStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The last hundred that hold of each customer, newest first. */
  readonly ofCustomer: LoaderDefinition<CustomerKey, CustomerFeedback[]> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const found = await this.dataSource.query<(CustomerFeedback & { place: number })[]>(
        `select k.place::int, ${COLUMNS}
         from unnest($1::uuid[], $2::int[]) with ordinality as k(dataset_id, "row", place)
         cross join lateral (
           select * from customer_feedback f
           where f.dataset_id = k.dataset_id and f.row = k.row and f.withdrawn_at is null
           order by f.given_at desc, f.id desc limit ${MAX_PAGE_SIZE}
         ) f order by k.place, f.given_at desc, f.id desc`,
        ...columnsOf(keys),
      );
      return keys.map((_, i) => found.filter(({ place }) => place === i + 1).map(toFeedback));
    },
  };

  /** Whether each customer may be contacted today. */
  readonly mayBeContacted: LoaderDefinition<CustomerKey, boolean> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const silent = await this.dataSource.query<{ place: number }[]>(
        `select k.place::int from unnest($1::uuid[], $2::int[]) with ordinality as k(dataset_id, "row", place)
         join customers_not_to_contact n on n.dataset_id = k.dataset_id and n.row = k.row`,
        ...columnsOf(keys),
      );
      const places = new Set(silent.map(({ place }) => place));
      return keys.map((_, i) => !places.has(i + 1));
    },
  };

  /** Null if no feedback that holds has this key. */
  async find(
    key: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<CustomerFeedback | null> {
    const [found] = await manager.query<CustomerFeedback[]>(
      `select ${COLUMNS} from customer_feedback f where f.id = $1 and f.withdrawn_at is null`,
      [key],
    );
    return found === undefined ? null : toFeedback(found);
  }

  async add(
    manager: EntityManager,
    { datasetId, row }: CustomerKey,
    { kind, note, until }: GivenFeedback,
    { by, at }: Deed,
  ): Promise<CustomerFeedback> {
    const [added] = await manager.query<[CustomerFeedback]>(
      `insert into customer_feedback as f (dataset_id, row, kind, note, until, given_by, given_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
      [datasetId, row, kind, note, until, by, at],
    );
    return toFeedback(added);
  }

  /** Whether it held until now. */
  async withdraw(manager: EntityManager, key: string, { by, at }: Deed): Promise<boolean> {
    const [, count] = await manager.query(
      'update customer_feedback set withdrawn_by = $2, withdrawn_at = $3 where id = $1 and withdrawn_at is null',
      [key, by, at],
    );
    return count > 0;
  }

  /** Deletes all that was said about customers, in the caller's transaction. Returns how much there was. */
  async remove(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    const [, feedback] = await manager.query(
      'delete from customer_feedback where dataset_id = $1 and row = any($2)',
      [datasetId, rows],
    );
    return { feedback };
  }
}

function columnsOf(keys: readonly CustomerKey[]): [unknown[]] {
  return [[keys.map(({ datasetId }) => datasetId), keys.map(({ row }) => row)]];
}

function toFeedback(found: CustomerFeedback): CustomerFeedback {
  return Object.assign(new CustomerFeedback(), found);
}
