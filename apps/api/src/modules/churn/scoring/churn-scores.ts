import { Z_95 } from '@holdfast/ml-core';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import type { DatasetSource } from '../dataset-source.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import type { Champion, ChampionScorer } from './champion-scorer.js';
import type { ChurnScoreStore, CustomerKey, StoredScore } from './churn-score.store.js';
import type { ChurnSummary } from './churn-score.types.js';

/** How many customers' scores are written together. */
const BATCH = 1000;

/** One score's parts: the model's columns and their contributions. */
export interface ScoreParts {
  readonly features: readonly string[];
  readonly values: readonly number[];
}

/** The champions' scores of stored customers, kept up to date as customers change. */
export class ChurnScores {
  constructor(
    readonly store: ChurnScoreStore,
    readonly models: ChurnModelStore,
    readonly scorer: ChampionScorer,
    readonly datasets: Pick<DatasetSource, 'lock'>,
    readonly clock: Clock,
  ) {}

  /** The score of each customer, or null if its dataset has no champion. */
  readonly ofCustomer: LoaderDefinition<CustomerKey, StoredScore | null> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const scores = await this.store.ofCustomers(keys);
      const byKey = new Map(scores.map((score) => [`${score.datasetId}:${score.row}`, score]));
      return keys.map(({ datasetId, row }) => byKey.get(`${datasetId}:${row}`) ?? null);
    },
  };

  /** The contributions to each score. */
  readonly partsOf: LoaderDefinition<Pick<StoredScore, 'datasetId' | 'churnModelId' | 'row'>, ScoreParts> = {
    scopeOf: ({ datasetId }) => datasetId,
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
   * The champion's forecast for all customers together; null without one. The interval is for the churn rate: it allows
   * for chance, and for the limited number of customers that the model was trained on.
   */
  async summary(call: CallContext, datasetId: string): Promise<ChurnSummary | null> {
    call.require('VIEWER', datasetId);
    // What is stored counts, whether or not the model can be read.
    const found = await this.models.championKey(datasetId);
    if (found === null) return null;
    const champion = await this.models.get(found.id);
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

  /**
   * Scores changed customers: those with these rows, or all of them if rows is null. If the champion is damaged they have no
   * score, rather than one of earlier attributes; the next champion scores them.
   */
  async update(call: CallContext, datasetId: string, rows: readonly number[] | null): Promise<void> {
    call.require('ANALYST', datasetId);
    const champion = await this.scorer.champion(call, datasetId);
    if (champion) await this.#score(call, champion, rows);
    else await this.store.removeStale(datasetId, rows);
  }

  /** Scores every customer that is new or has changed since a model scored it. */
  async catchUp(call: CallContext, model: ChurnModel): Promise<void> {
    call.require('ANALYST', model.datasetId);
    await this.#score(call, { model, scoring: await this.models.artefacts.scoringModel(model.id) }, null);
  }

  async #score({ signal }: CallContext, champion: Champion, rows: readonly number[] | null): Promise<void> {
    for (let after = -1; ; ) {
      signal.throwIfAborted();
      const scoredAt = this.clock.now();
      const stale = await this.store.stale(champion.model, { rows, after, limit: BATCH });
      if (stale.length === 0) return;
      const scores = await this.scorer.score(champion, stale);
      const fresh = scores.map((score, i) => ({ ...score, ...stale[i]! }));
      await inTransaction(this.store.dataSource, async (manager) => {
        // Later changes and removals are handled by events and steps of their own.
        if (await this.datasets.lock(manager, champion.model.datasetId)) {
          await this.store.replace(manager, champion.model, fresh, scoredAt);
        }
      });
      if (stale.length < BATCH) return;
      after = stale.at(-1)!.row;
    }
  }
}
