import { type RecordScore, type ScoringModel, scoreRecord } from '../engine/index.js';
import { type Attributes, toFeatureRecord } from '../feature-matrix/index.js';
import type { ChurnModel } from './churn-model.entity.js';
import type { ChurnModelStore } from './churn-model.store.js';
import { levelsOf } from './churn-score.store.js';
import { remember } from './remember.js';
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

/** Champions that stay in memory; a forest of a large dataset takes some ten megabytes. */
const REMEMBERED_CHAMPIONS = 16;

/**
 * Scores single customers with the champions, in this thread: tens of microseconds a customer. Who is champion is
 * asked each time, so that a promotion counts at once in every process; what a model computes never changes.
 */
export class ChampionScorer {
  readonly #load: (churnModelId: string) => Promise<Champion>;

  constructor(readonly models: ChurnModelStore) {
    this.#load = remember(REMEMBERED_CHAMPIONS, async (id) => {
      const [model, scoring] = await Promise.all([models.get(id), models.scoringModel(id)]);
      return { model, scoring };
    });
  }

  /** The champion of a dataset, or null where there is none. */
  async champion(datasetId: string): Promise<Champion | null> {
    const key = await this.models.championKey(datasetId);
    return key === null ? null : this.#load(key);
  }

  /** Scores attributes as they are stored and sent; what had to be assumed about them is told. */
  score({ model, scoring }: Champion, attributes: Attributes): ChampionScore {
    const score = scoreRecord(scoring, toFeatureRecord(scoring.columns, attributes));
    return { ...score, riskBand: riskBandOf(score.probability, levelsOf(model)) };
  }
}
