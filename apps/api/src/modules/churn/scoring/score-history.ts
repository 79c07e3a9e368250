import { MAX_PAGE_SIZE } from '@holdfast/schema';
import type { DataSource } from 'typeorm';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import type { CustomerKey } from './churn-score.store.js';
import type { PastScore } from './past-score.types.js';

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
   * For each customer with an outcome, the last score that the model had given before that was observed,
   * and whether a campaign had contacted the customer before.
   */
  withOutcomes({
    datasetId,
    id,
  }: {
    readonly datasetId: string;
    readonly id: string;
  }): Promise<{ row: number; probability: number; left: boolean; contacted: boolean }[]> {
    return this.dataSource.query(
      `select o.row as "row", s.probability, o.has_left as "left", exists (
         select from campaign_contacts c
         where c.dataset_id = o.dataset_id and c.row = o.row and c.contacted_at <= o.observed_at
       ) as contacted
       from current_outcomes o
       cross join lateral (
         select h.probability from churn_score_history h
         where h.dataset_id = o.dataset_id and h.row = o.row and h.churn_model_id = $2 and h.scored_at <= o.observed_at
         order by h.scored_at desc limit 1
       ) s where o.dataset_id = $1 order by o.row`,
      [datasetId, id],
    );
  }

  /** Whether any score of a model is remembered. */
  async isKept({ datasetId, id }: { readonly datasetId: string; readonly id: string }): Promise<boolean> {
    const [{ kept }] = await this.dataSource.query<[{ kept: boolean }]>(
      `select exists (
         select from churn_score_history where dataset_id = $1 and churn_model_id = $2
       ) as kept`,
      [datasetId, id],
    );
    return kept;
  }
}
