import { type ConfusionMatrix, confusionMatrix } from '@holdfast/ml-core';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import type { Logger } from '../../../platform/logger.js';
import type { AssumptionsStore } from '../assumptions/assumptions.store.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import { remember } from '../remember.js';
import type { StoredScore } from '../scoring/churn-score.store.js';
import { levelsFor } from '../scoring/risk-band.js';
import { type RiskBandRate, ratesOfBands } from './band-rates.js';
import { nearestPeers, type OutOfFold, type Peers } from './out-of-fold.js';

/** A score, as far as its peers depend on it. */
type ScoredCustomer = Pick<StoredScore, 'datasetId' | 'churnModelId' | 'probability'>;

/** How many models keep their out-of-fold predictions in memory: 9 bytes per training customer each. */
const REMEMBERED_MODELS = 8;

/** Answers "what if" questions about a completed model, using its predictions for customers it had not seen. */
export class ModelQuestions {
  /** Null for predictions that are damaged, which is logged once. */
  readonly #readable: (churnModelId: string) => Promise<OutOfFold | null>;

  constructor(
    models: ChurnModelStore,
    readonly assumptions: AssumptionsStore,
    logger: Logger,
  ) {
    this.#readable = remember(REMEMBERED_MODELS, async (id) => {
      try {
        return await models.artefacts.outOfFold(id);
      } catch (error) {
        if (!(error instanceof DamagedError)) throw error;
        logger.error({ churnModelId: id, err: error }, 'the predictions of a churn model are damaged');
        return null;
      }
    });
  }

  /** The confusion matrix at a threshold; default: the decision threshold. Null until the model is trained. */
  async confusion(
    call: CallContext,
    model: ChurnModel,
    threshold?: number | null,
  ): Promise<ConfusionMatrix | null> {
    call.require('VIEWER', model.datasetId);
    if (model.status !== 'COMPLETED') return null;
    const at = threshold ?? model.metrics!.decisionThreshold;
    requireShare('threshold', at);
    const { left, probabilities } = await this.#outOfFold(model.id);
    return confusionMatrix(left, probabilities, at);
  }

  /**
   * How many of the customers in each risk band left, LOW first, as predicted by models that had not seen them; null until
   * the model is trained, or if its predictions cannot be read any more.
   */
  async bands(call: CallContext, model: ChurnModel): Promise<RiskBandRate[] | null> {
    call.require('VIEWER', model.datasetId);
    if (model.status !== 'COMPLETED') return null;
    const [outOfFold, set] = await Promise.all([
      this.#readable(model.id),
      this.assumptions.read(model.datasetId),
    ]);
    return outOfFold && ratesOfBands(outOfFold, levelsFor(model, set));
  }

  /** Training customers with a similar score, and how many of them left; null if that cannot be read any more. */
  async peers(
    call: CallContext,
    { datasetId, churnModelId, probability }: ScoredCustomer,
  ): Promise<Peers | null> {
    call.require('VIEWER', datasetId);
    const outOfFold = await this.#readable(churnModelId);
    return outOfFold && nearestPeers(outOfFold, probability);
  }

  async #outOfFold(churnModelId: string): Promise<OutOfFold> {
    const outOfFold = await this.#readable(churnModelId);
    if (outOfFold !== null) return outOfFold;
    throw new DamagedError('The predictions of the churn model are damaged. Train it again.');
  }
}

function requireShare(name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new AppError('BAD_USER_INPUT', `${name} is ${value}; it must be 0..1.`, { field: [name] });
}
