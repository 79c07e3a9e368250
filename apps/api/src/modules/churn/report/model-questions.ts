import {
  bestProfitThreshold,
  type ConfusionMatrix,
  confusionMatrix,
  type ProfitAssumptions,
  profitCurve,
} from '@holdfast/ml-core';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import type { Logger } from '../../../platform/logger.js';
import { monetaryColumn } from '../churn.service.js';
import type { DatasetSource } from '../dataset-source.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import { remember } from '../remember.js';
import type { StoredScore } from '../scoring/churn-score.store.js';
import { CURVE_POINTS, type ProfitCurve, type ThresholdAdvice } from './churn-report.types.js';
import { nearestPeers, type OutOfFold, type Peers } from './out-of-fold.js';

/** The assumed cost and effect of calling; without a customer value, the dataset's mean is used. */
export interface CallTerms {
  /** Cost per call, at least 0. */
  readonly contactCost: number;
  /** Share of the leavers who stay when called, 0..1. */
  readonly saveRate: number;
  /** The value of a customer who stays, in money; at least 0. */
  readonly customerValue?: number | null;
}

/** A score, as far as its peers depend on it. */
type ScoredCustomer = Pick<StoredScore, 'datasetId' | 'churnModelId' | 'probability'>;

/** How many models keep their out-of-fold predictions in memory: 9 bytes per training customer each. */
const REMEMBERED_MODELS = 8;
/** More than any real amount of money; sums over customers stay exact to the unit. */
const MOST_MONEY = 1e15;

/** Answers "what if" questions about a completed model, using its predictions for customers it had not seen. */
export class ModelQuestions {
  /** Null for predictions that are damaged, which is logged once. */
  readonly #readable: (churnModelId: string) => Promise<OutOfFold | null>;

  constructor(
    models: ChurnModelStore,
    readonly datasets: DatasetSource,
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
    requireRange('threshold', at, 1);
    const { left, probabilities } = await this.#outOfFold(model.id);
    return confusionMatrix(left, probabilities, at);
  }

  /** The threshold with the highest expected profit. @throws AppError BAD_USER_INPUT, CONFLICT */
  async threshold(call: CallContext, model: ChurnModel, terms: CallTerms): Promise<ThresholdAdvice> {
    const assumptions = await this.#assumptions(call, model, terms);
    const { left, probabilities } = await this.#completed(model);
    return bestProfitThreshold(left, probabilities, assumptions);
  }

  /** The expected profit at each threshold, as columns, lowest threshold first. @throws AppError BAD_USER_INPUT, CONFLICT */
  async profit(call: CallContext, model: ChurnModel, terms: CallTerms): Promise<ProfitCurve> {
    const assumptions = await this.#assumptions(call, model, terms);
    const { left, probabilities } = await this.#completed(model);
    const curve = profitCurve(left, probabilities, assumptions, { maxPoints: CURVE_POINTS });
    return {
      threshold: [...curve.threshold].reverse(),
      contacted: [...curve.contacted].reverse(),
      expectedSaved: [...curve.expectedSaved].reverse(),
      expectedProfit: [...curve.expectedProfit].reverse(),
    };
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

  #completed(model: ChurnModel): Promise<OutOfFold> {
    if (model.status === 'COMPLETED') return this.#outOfFold(model.id);
    throw new AppError('CONFLICT', `The model is ${model.status}; it can be queried once it is COMPLETED.`);
  }

  async #assumptions(call: CallContext, model: ChurnModel, terms: CallTerms): Promise<ProfitAssumptions> {
    call.require('VIEWER', model.datasetId);
    const { contactCost, saveRate } = terms;
    requireRange('contactCost', contactCost);
    requireRange('saveRate', saveRate, 1);
    const customerValue = terms.customerValue ?? (await this.#meanValue(call, model.datasetId));
    requireRange('customerValue', customerValue);
    return { contactCost, saveRate, savedValue: customerValue };
  }

  async #meanValue(call: CallContext, datasetId: string): Promise<number> {
    const { columns } = await this.datasets.requireReady(call, datasetId, ['datasetId']);
    const mean = monetaryColumn(columns)?.mean ?? null;
    if (mean !== null) return mean;
    throw new AppError(
      'BAD_USER_INPUT',
      'customerValue is missing and no column has the role MONETARY_VALUE; give the value of a customer.',
      { field: ['customerValue'] },
    );
  }
}

function requireRange(name: string, value: number, most = MOST_MONEY): void {
  if (value >= 0 && value <= most) return;
  throw new AppError('BAD_USER_INPUT', `${name} is ${value}; it must be 0..${most}.`, { field: [name] });
}
