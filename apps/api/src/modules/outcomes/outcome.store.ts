import { MAX_PAGE_SIZE } from '@holdfast/schema';
import type { DataSource, EntityManager } from 'typeorm';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import { forgetInAnswers } from '../../platform/idempotency/answer-once.js';
import { type ChurnDefinition, leftCondition } from '../churn/index.js';
import type { OutcomeSource } from './outcome.enums.js';
import type { Outcome } from './outcome.types.js';
import type { GivenOutcome } from './read-outcomes.js';

/** The use case that answers with ids, by the name that its answers are kept under. */
export const RECORD = 'recordOutcomes';

/** What was done with outcomes that were told. */
export interface RecordedOutcomes {
  readonly recorded: number;
  /** Ids that no customer has. */
  readonly unknown: string[];
}

/** Outcomes that are written by one statement. */
const BATCH = 10_000;

interface CustomerKey {
  readonly datasetId: string;
  readonly row: number;
}

/**
 * Stores what became of customers. The only user of its tables; others read the views `current_outcomes` and
 * `stayed_customers`.
 */
export class OutcomeStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The last hundred outcomes of each customer, those that were observed last first. */
  readonly ofCustomer: LoaderDefinition<CustomerKey, Outcome[]> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const found = await this.dataSource.query<(Outcome & { place: number })[]>(
        `select k.place::int, o.has_left as "left", o.value, o.observed_at as "observedAt",
                o.recorded_at as "recordedAt", o.source
         from unnest($1::uuid[], $2::int[]) with ordinality as k(dataset_id, "row", place)
         cross join lateral (
           select * from outcomes o where o.dataset_id = k.dataset_id and o.row = k.row
           order by o.observed_at desc, o.id desc limit ${MAX_PAGE_SIZE}
         ) o order by k.place, o.observed_at desc, o.id desc`,
        [keys.map(({ datasetId }) => datasetId), keys.map(({ row }) => row)],
      );
      return keys.map((_, i) => found.filter(({ place }) => place === i + 1));
    },
  };

  /** Records outcomes of those ids that are customers, in the order given. */
  async record(
    manager: EntityManager,
    datasetId: string,
    outcomes: readonly GivenOutcome[],
    { source, now }: { readonly source: OutcomeSource; readonly now: Date },
  ): Promise<RecordedOutcomes> {
    const [answer] = await manager.query(
      `with given as (
         select g.*, c.row from unnest($2::text[], $3::boolean[], $4::float8[], $5::timestamptz[])
           with ordinality as g (external_id, has_left, value, observed_at, n)
         left join current_customers c on c.dataset_id = $1 and c.external_id = g.external_id
       ), stored as (
         insert into outcomes (dataset_id, row, has_left, value, observed_at, source, recorded_at)
         select $1, row, has_left, value, coalesce(observed_at, $7), $6, $7 from given where row is not null order by n
         returning 1
       )
       select (select count(*)::int from stored) as recorded,
         array(select external_id from given where row is null group by 1 order by min(n)) as unknown`,
      [
        datasetId,
        outcomes.map(({ externalId }) => externalId),
        outcomes.map(({ left }) => left),
        outcomes.map(({ value }) => value),
        outcomes.map(({ observedAt }) => observedAt),
        source,
        now,
      ],
    );
    return answer;
  }

  /** Which of the ids of outcomes are customers. */
  async known(
    manager: EntityManager,
    datasetId: string,
    outcomes: readonly GivenOutcome[],
  ): Promise<Set<string>> {
    const found: { id: string }[] = await manager.query(
      `select external_id as id from current_customers where dataset_id = $1 and external_id = any($2)`,
      [datasetId, [...new Set(outcomes.map(({ externalId }) => externalId))]],
    );
    return new Set(found.map(({ id }) => id));
  }

  /** Records any number of outcomes in the order given, of those ids that are customers. Returns how many there were. */
  async recordMany(
    manager: EntityManager,
    datasetId: string,
    outcomes: readonly GivenOutcome[],
    terms: { readonly source: OutcomeSource; readonly now: Date },
  ): Promise<number> {
    let recorded = 0;
    for (let from = 0; from < outcomes.length; from += BATCH) {
      recorded += (await this.record(manager, datasetId, outcomes.slice(from, from + BATCH), terms)).recorded;
    }
    return recorded;
  }

  /**
   * Records what the label of an import's customers says: of those of whom it has changed, and of all who are in a campaign,
   * whose effect is counted by those who stayed as well; who of all has stayed is kept as ranges of rows, each customer by
   * the last time alone. Returns how many outcomes there were.
   */
  async recordLabels(
    manager: EntityManager,
    datasetId: string,
    { given, target, now }: { readonly given: string; readonly target: ChurnDefinition; readonly now: Date },
  ): Promise<number> {
    const values: unknown[] = [datasetId, now];
    const left = leftCondition(target, (value) => `$${values.push(value)}`);
    const labelled = (relation: string) => `select c.*, ${left} as has_left from ${relation} c`;
    const [{ count }] = await manager.query(
      `with labelled as materialized (
         select o.row, g.has_left, o.has_left as had_left from (${labelled(given)}) g
         join (${labelled('current_customers')} where c.dataset_id = $1) o on o.external_id = g.external_id
         where g.has_left is not null
       ), stored as (
         insert into outcomes (dataset_id, row, has_left, value, observed_at, source, recorded_at)
         select $1, row, has_left, null, $2, 'LABEL', $2 from labelled l
         where had_left is distinct from has_left or exists (
           select from campaign_arms a where a.dataset_id = $1 and a.row = l.row)
         returning 1
       ), reading as (
         insert into label_readings as r (dataset_id, observed_at, stayed)
         select $1, $2, range_agg(int4range(row, row + 1)) from labelled where not has_left having count(*) > 0
         on conflict (dataset_id, observed_at) do update set stayed = r.stayed + excluded.stayed
       )
       select count(*)::int as count from stored`,
      values,
    );
    await manager.query(
      `with last as (select stayed from label_readings where dataset_id = $1 and observed_at = $2)
       update label_readings r set stayed = r.stayed - last.stayed from last
       where r.dataset_id = $1 and r.observed_at < $2`,
      [datasetId, now],
    );
    await this.#forgetEmptyReadings(manager, datasetId);
    return count;
  }

  #forgetEmptyReadings(manager: EntityManager, datasetId: string): Promise<void> {
    return manager.query('delete from label_readings where dataset_id = $1 and isempty(stayed)', [datasetId]);
  }

  /** Deletes all outcomes of customers, in the caller's transaction. Returns how many there were. */
  async remove(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    const [, outcomes] = await manager.query('delete from outcomes where dataset_id = $1 and row = any($2)', [
      datasetId,
      rows,
    ]);
    await manager.query(
      `update label_readings set stayed = stayed - (
         select coalesce(range_agg(int4range(r, r + 1)), '{}') from unnest($2::int[]) r
       ) where dataset_id = $1`,
      [datasetId, rows],
    );
    await this.#forgetEmptyReadings(manager, datasetId);
    // Before they were customers, an answer may have called them unknown.
    const gone: { id: string }[] = await manager.query(
      'select external_id as id from current_customers where dataset_id = $1 and row = any($2)',
      [datasetId, rows],
    );
    const ids = gone.map(({ id }) => id);
    await forgetInAnswers(manager, { part: datasetId, use: RECORD, list: 'unknown' }, ids);
    return { outcomes };
  }
}
