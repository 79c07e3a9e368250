import { MAX_PAGE_SIZE } from '@holdfast/schema';
import type { DataSource } from 'typeorm';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import type { CustomerKey } from './churn-score.store.js';
import type { PastScore } from './past-score.types.js';

interface ModelKey {
  readonly datasetId: string;
  readonly id: string;
}

/** What a model had said of a customer, and what came. */
export interface ScoredOutcome {
  readonly row: number;
  readonly probability: number;
  readonly left: boolean;
  readonly contacted: boolean;
  /** Whether it was told of this customer; else the label of an import says that they stayed. */
  readonly told: boolean;
}

/** More tell no more. */
const MOST = 200_000;

/** The scores that customers were served, whichever models gave them. */
export class ScoreHistory {
  constructor(private readonly dataSource: DataSource) {}

  /** The last hundred scores of each customer, newest first. */
  readonly ofCustomer: LoaderDefinition<CustomerKey, PastScore[]> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const found = await this.dataSource.query<(PastScore & { place: number })[]>(
        `select k.place::int, h.probability, h.risk_band as "riskBand", h.scored_at as "scoredAt",
                h.model_version as "modelVersion"
         from unnest($1::uuid[], $2::int[]) with ordinality as k(dataset_id, "row", place)
         cross join lateral (
           select * from churn_score_history h where h.dataset_id = k.dataset_id and h.row = k.row
           order by h.scored_at desc limit ${MAX_PAGE_SIZE}
         ) h order by h.scored_at desc`,
        [keys.map(({ datasetId }) => datasetId), keys.map(({ row }) => row)],
      );
      return keys.map((_, i) => found.filter(({ place }) => place === i + 1));
    },
  };

  /**
   * For each customer with an outcome, the last score that the model had given before that was observed, and whether a
   * campaign had contacted the customer before. Of whom nothing was told, it counts that the label of a later import says
   * that they stayed. Of more than `MOST` customers, so many chosen by their numbers alone.
   */
  withOutcomes({ datasetId, id }: ModelKey): Promise<ScoredOutcome[]> {
    return this.dataSource.query(
      `with known as (
         select o.row, o.has_left, o.observed_at, true as told from current_outcomes o where o.dataset_id = $1
         union all
         select s.row, false, s.observed_at, false from stayed_customers s where s.dataset_id = $1
       ), chosen as materialized (
         select * from known where "row" in (
           select "row" from known group by 1 order by hashint8extended("row", 0), "row" limit ${MOST})
       )
       select distinct on (k.row) k.row as "row", s.probability, k.has_left as "left", k.told, exists (
         select from campaign_contacts c
         where c.dataset_id = $1 and c.row = k.row and c.contacted_at <= k.observed_at
       ) as contacted
       from chosen k
       cross join lateral (
         select h.probability from churn_score_history h
         where h.dataset_id = $1 and h.row = k.row and h.churn_model_id = $2 and h.scored_at <= k.observed_at
         order by h.scored_at desc limit 1
       ) s order by k.row, k.told desc`,
      [datasetId, id],
    );
  }

  /** Of how many customers an outcome can be known at most: those whom a model has scored, without the rows of some. */
  async countScored({ datasetId, id }: ModelKey, without: readonly number[]): Promise<number> {
    const [{ count }] = await this.dataSource.query<[{ count: number }]>(
      `select least(count(*), ${MOST})::int as count from (
         select "row" from churn_score_history where dataset_id = $1 and churn_model_id = $2
         except select unnest($3::int[])
       ) scored`,
      [datasetId, id, without],
    );
    return count;
  }

  /** Whether any score of a model is remembered. */
  async isKept({ datasetId, id }: ModelKey): Promise<boolean> {
    const [{ kept }] = await this.dataSource.query<[{ kept: boolean }]>(
      `select exists (
         select from churn_score_history where dataset_id = $1 and churn_model_id = $2
       ) as kept`,
      [datasetId, id],
    );
    return kept;
  }
}
