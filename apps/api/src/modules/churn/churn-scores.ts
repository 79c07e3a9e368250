import { Z_95 } from '@holdfast/ml-core';
import type { Clock } from '../../platform/clock.js';
import type { LoaderDefinition } from '../../platform/graphql/request-context.js';
import type { Champion, ChampionScorer } from './champion-scorer.js';
import type { ChurnModel } from './churn-model.entity.js';
import type { ChurnModelStore } from './churn-model.store.js';
import type { ChurnScoreStore, CustomerKey, StoredScore } from './churn-score.store.js';
import type { ChurnSummary } from './churn-score.types.js';

/** Customers whose scores are written together. */
const BATCH = 1000;

/** One score's parts: the model's columns and their contributions. */
export interface ScoreParts {
  readonly features: readonly string[];
  readonly values: readonly number[];
}

/** What the champions say of stored customers, kept up to date as customers change. */
export class ChurnScores {
  constructor(
    readonly store: ChurnScoreStore,
    readonly models: ChurnModelStore,
    readonly scorer: ChampionScorer,
    readonly clock: Clock,
  ) {}

  /** The score of each customer, or null where its dataset has no champion. */
  readonly ofCustomer: LoaderDefinition<CustomerKey, StoredScore | null> = {
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const scores = await this.store.ofCustomers(keys);
      const byKey = new Map(scores.map((score) => [`${score.datasetId}:${score.row}`, score]));
      return keys.map(({ datasetId, row }) => byKey.get(`${datasetId}:${row}`) ?? null);
    },
  };

  /** The contributions to each score. */
  readonly partsOf: LoaderDefinition<Pick<StoredScore, 'churnModelId' | 'row'>, ScoreParts> = {
    cacheKey: ({ churnModelId, row }) => `${churnModelId}:${row}`,
    load: async (keys) => {
      const parts = await this.store.contributionsTo(keys);
      const byKey = new Map(parts.map((part) => [`${part.churnModelId}:${part.row}`, part]));
      return keys.map(
        ({ churnModelId, row }) => byKey.get(`${churnModelId}:${row}`) ?? { features: [], values: [] },
      );
    },
  };

  /**
   * What the champion expects of all customers together; null without one. The interval is for the rate at which they
   * will leave: chance alone moves it, and the level itself was learned from a limited number of customers.
   */
  async summary(datasetId: string): Promise<ChurnSummary | null> {
    const champion = (await this.scorer.champion(datasetId))?.model;
    if (champion === undefined) return null;
    const { customers, expectedChurners, variance, highRiskCount, expectedLoss } = await this.store.totals(
      champion.id,
    );
    if (customers === 0) return null;
    const mean = expectedChurners / customers;
    const { churnRate, trainedOn } = champion;
    const reach = Z_95 * Math.sqrt(variance / customers ** 2 + (churnRate * (1 - churnRate)) / trainedOn);
    return {
      meanProbability: mean,
      low: Math.max(0, mean - reach),
      high: Math.min(1, mean + reach),
      expectedChurners,
      highRiskCount,
      expectedLoss,
    };
  }

  /** Scores customers that were created or replaced, by their rows. */
  async update(datasetId: string, rows: readonly number[]): Promise<void> {
    const champion = await this.scorer.champion(datasetId);
    if (champion) await this.#scoreStored(champion, rows);
  }

  /** Scores every customer that changed since a model scored it, or that it never scored. */
  async catchUp(model: ChurnModel): Promise<void> {
    const champion = { model, scoring: await this.models.scoringModel(model.id) };
    let rows = await this.store.staleRows(model, -1, BATCH);
    while (rows.length > 0) {
      await this.#scoreStored(champion, rows);
      rows = await this.store.staleRows(model, rows.at(-1)!, BATCH);
    }
  }

  async #scoreStored(champion: Champion, rows: readonly number[]): Promise<void> {
    const { datasetId } = champion.model;
    for (let from = 0; from < rows.length; from += BATCH) {
      // Taken before the read: who changes in between is scored again.
      const scoredAt = this.clock.now();
      const customers = await this.store.attributesOf(datasetId, rows.slice(from, from + BATCH));
      const scores = await this.scorer.score(champion, customers);
      const fresh = scores.map((score, i) => ({ ...score, row: customers[i]!.row }));
      await this.store.replace(champion.model, fresh, scoredAt);
    }
  }
}
