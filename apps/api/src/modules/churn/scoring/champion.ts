import type { ScoringModel } from '../../engine/index.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { RiskLevels } from './risk-band.js';

/** A champion in memory, ready to score. */
export interface Champion {
  readonly model: ChurnModel;
  readonly scoring: ScoringModel;
  readonly observed: ObservedRates | null;
  /** The levels of its bands, as they were when it was looked up. */
  readonly levels: RiskLevels;
}
