import { setImmediate } from 'node:timers/promises';
import type { CallContext } from '../../../platform/call/call-context.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import { type RecordScore, type ScoringModel, scoreRecords } from '../../engine/index.js';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import { remember } from '../remember.js';
import { levelsOf } from './churn-score.store.js';
import { type RiskBand, riskBandOf } from './risk-band.js';

/** A champion in memory, ready to score. */
export interface Champion {
  readonly model: ChurnModel;
  readonly scoring: ScoringModel;
}

/** One customer's score by a champion. */
export interface ChampionScore extends RecordScore {
  readonly riskBand: RiskBand;
}

/** Customers scored before other requests get a turn; one walk down a forest serves them all. */
const TURN = 16;
/** Champions kept in memory; the forest of a large dataset takes about ten megabytes. */
const REMEMBERED_CHAMPIONS = 16;

/**
 * Scores a few customers with the champions in this thread: microseconds for a linear model, milliseconds for trees.
 * The champion is looked up each time, so that a promotion takes effect at once in every process.
 */
export class ChampionScorer {
  readonly #load: (churnModelId: string) => Promise<Champion>;

  constructor(readonly models: ChurnModelStore) {
    this.#load = remember(REMEMBERED_CHAMPIONS, async (id) => {
      const [model, scoring] = await Promise.all([models.get(id), models.artefacts.scoringModel(id)]);
      return { model, scoring };
    });
  }

  /**
   * The champion of a dataset, or null if there is none that can be read. One that turns out to be damaged gives way to the
   * one before it.
   */
  async champion(call: CallContext, datasetId: string): Promise<Champion | null> {
    call.require('VIEWER', datasetId);
    for (;;) {
      const found = await this.models.championKey(datasetId);
      if (found === null || found.damaged) return null;
      try {
        return await this.#load(found.id);
      } catch (error) {
        if (!(error instanceof DamagedError)) throw error;
        await this.models.replaceDamaged(found.id, error);
      }
    }
  }

  /** Why `champion` found none, as the beginning of a sentence. */
  async whyNone(call: CallContext, datasetId: string): Promise<string> {
    call.require('VIEWER', datasetId);
    const found = await this.models.championKey(datasetId);
    return found?.damaged ? 'the champion model is damaged' : 'the dataset has no champion model';
  }

  /**
   * Scores attributes as they are stored and sent, in order, and reports what had to be assumed about them. Other
   * requests get a turn in between.
   */
  async score(
    { model, scoring }: Champion,
    customers: readonly { readonly attributes: Attributes }[],
  ): Promise<ChampionScore[]> {
    const levels = levelsOf(model);
    const scores: ChampionScore[] = [];
    for (let from = 0; from < customers.length; from += TURN) {
      if (from > 0) await setImmediate();
      const records = customers
        .slice(from, from + TURN)
        .map(({ attributes }) => toFeatureRecord(scoring, attributes));
      for (const score of scoreRecords(scoring, records)) {
        scores.push({ ...score, riskBand: riskBandOf(score.probability, levels) });
      }
    }
    return scores;
  }
}
