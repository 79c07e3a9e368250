import { CallContext } from '../../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import type { FigureMemory } from '../../datasets/index.js';
import type { DatasetSource } from '../dataset-source.js';
import { eventWords } from '../definition/target-event.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import { remember } from '../remember.js';
import type { Champion } from './champion.js';
import type { ChampionScorer } from './champion-scorer.js';
import type { ChurnScoreStore, KnownCustomer, ScoreParts, StoredScore } from './churn-score.store.js';
import type { ChurnSummary } from './churn-summary.types.js';
import { type CustomerReasons, chooseReasons } from './reasons.js';
import type { ScoreColumns } from './score-columns.js';
import { summariseScores } from './summarise-scores.js';
import { totalScores } from './total-scores.js';

/** How many customers' scores are written together. */
const BATCH = 1000;

/** Of a score that has gone meanwhile. */
const NO_PARTS: ScoreParts = {
  features: [],
  values: [],
  target: { event: 'LEFT', words: null },
  moneyColumn: null,
};
/** Models whose rates are kept in memory, some tens of kilobytes each. */
const REMEMBERED_RATES = 16;

/** A score of which the parts are read. */
type ScoreWithParts = Pick<StoredScore, 'datasetId' | 'churnModelId' | 'row' | 'attributes'> & {
  readonly parts: ScoreParts;
};

/** The champions' scores of stored customers, kept up to date as customers change. */
export class ChurnScores {
  constructor(
    readonly store: ChurnScoreStore,
    /** The scores of all customers, to sum them. */
    readonly columns: ScoreColumns,
    readonly models: ChurnModelStore,
    readonly scorer: ChampionScorer,
    readonly datasets: Pick<DatasetSource, 'lock' | 'labels'>,
    readonly memory: FigureMemory,
    readonly clock: Clock,
  ) {
    this.observedRates = remember(REMEMBERED_RATES, (id) => models.observedRates(id));
  }

  /** What people call the columns of a dataset. */
  get labels(): DatasetSource['labels'] {
    return this.datasets.labels;
  }

  /** The score of each customer, or null if its dataset has no champion. */
  readonly ofCustomer: LoaderDefinition<KnownCustomer, StoredScore | null> = {
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
      return keys.map(({ churnModelId, row }) => byKey.get(`${churnModelId}:${row}`) ?? NO_PARTS);
    },
  };

  /** How often a model's training customers left by their values: they never change, and every row of a list needs them. */
  readonly observedRates: (churnModelId: string) => Promise<ObservedRates | null>;

  /** The reasons of each score, chosen among all that are asked for together. */
  readonly reasonsOf: LoaderDefinition<ScoreWithParts, CustomerReasons> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ churnModelId, row }) => `${churnModelId}:${row}`,
    load: async (scores) => {
      const told = new Map<ScoreWithParts, CustomerReasons>();
      for (const [id, listed] of Map.groupBy(scores, ({ churnModelId }) => churnModelId)) {
        const observed = await this.observedRates(id);
        const { datasetId, parts } = listed[0]!;
        const { target, moneyColumn } = parts;
        const labels = await this.labels.of(datasetId);
        const reasons = chooseReasons(
          listed.map((score) => ({
            ...score.parts,
            contributions: score.parts.values,
            attributes: score.attributes,
          })),
          { observed, words: eventWords(target), labels, moneyColumn },
        );
        for (const [i, score] of listed.entries()) told.set(score, reasons[i]!);
      }
      return scores.map((score) => told.get(score)!);
    },
  };

  /**
   * The first reason of each of these customers by row, in words; of those who have one. Chosen among all of them together,
   * and not kept for the call: for lists that are written some at a time.
   */
  async firstReasons(
    call: CallContext,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Map<number, string>> {
    // A call of its own keeps nothing of these for the rest of the list.
    const batch = call.anew();
    const told = await Promise.all(
      rows.map(async (row): Promise<readonly [number, string] | null> => {
        const score = await batch.load(this.ofCustomer, { datasetId, row });
        if (score === null) return null;
        const parts = await batch.load(this.partsOf, score);
        const { reasons } = await batch.load(this.reasonsOf, { ...score, parts });
        return reasons[0] ? [row, reasons[0].text] : null;
      }),
    );
    return new Map(told.filter((one) => one !== null));
  }

  /** The champion's forecast for all customers together who have not left; null without one, or without scores. */
  async summary(call: CallContext, datasetId: string): Promise<ChurnSummary | null> {
    call.require('VIEWER', datasetId);
    // What is stored counts, whether or not the model can be read.
    const found = await this.models.championKey(datasetId);
    if (found === null) return null;
    const [champion, totals] = await Promise.all([
      this.models.get(found.id),
      this.memory.of(datasetId, ['totals', found.id], async () =>
        totalScores(await this.columns.of(datasetId, found.id)),
      ),
    ]);
    return totals.left === 0 && totals.bands.length === 0 ? null : summariseScores(totals, champion);
  }

  /**
   * Scores changed customers: those with these rows, or all of them if rows is null. If the champion is damaged they have no
   * score, rather than one of earlier attributes; the next champion scores them.
   */
  async update(call: CallContext, datasetId: string, rows: readonly number[] | null): Promise<void> {
    call.require('ANALYST', datasetId);
    const champion = await this.scorer.champion(call, datasetId);
    if (champion) await this.#score(call, champion, rows);
    else await this.#removeStale(datasetId, rows);
  }

  async #removeStale(datasetId: string, rows: readonly number[] | null): Promise<void> {
    await inTransaction(this.store.dataSource, async (manager) => {
      if (await this.datasets.lock(manager, datasetId, rows ?? 'anybody'))
        await this.store.removeStale(manager, datasetId, rows);
    });
  }

  /** Tells expected losses anew, once what customers are worth has changed: of these rows, or of all if rows is null. */
  async revalue(datasetId: string, rows: readonly number[] | null): Promise<void> {
    await inTransaction(this.store.dataSource, async (manager) => {
      if (await this.datasets.lock(manager, datasetId, rows ?? 'anybody'))
        await this.store.revalue(manager, datasetId, rows);
    });
  }

  /** Scores every customer that is new or has changed since a model scored it. */
  async catchUp(call: CallContext, model: ChurnModel): Promise<void> {
    call.require('ANALYST', model.datasetId);
    await this.#score(call, { model, scoring: await this.models.artefacts.scoringModel(model.id) }, null);
  }

  async #score(
    { signal }: CallContext,
    champion: Pick<Champion, 'model' | 'scoring'>,
    rows: readonly number[] | null,
  ): Promise<void> {
    for (let after = -1; ; ) {
      signal.throwIfAborted();
      const scoredAt = this.clock.now();
      const stale = await this.store.stale(champion.model, { rows, after, limit: BATCH });
      if (stale.length === 0) return;
      // Without its levels: those that hold when the scores are written.
      const { model, scoring } = champion;
      const scores = await this.scorer.score({ model, scoring }, stale);
      const fresh = scores.map((score, i) => ({ ...score, ...stale[i]! }));
      await inTransaction(this.store.dataSource, async (manager) => {
        // Later changes and removals are handled by events and steps of their own.
        const rowsOf = stale.map(({ row }) => row);
        if (await this.datasets.lock(manager, champion.model.datasetId, rowsOf)) {
          await this.store.replace(manager, champion.model, fresh, scoredAt);
        }
      });
      if (stale.length < BATCH) return;
      after = stale.at(-1)!.row;
    }
  }
}
