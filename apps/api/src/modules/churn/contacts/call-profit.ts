import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { FigureMemory } from '../../datasets/index.js';
import { MOST_MONEY, withDefaults, worthOfValue } from '../assumptions/assumptions.js';
import type { AssumptionsStore } from '../assumptions/assumptions.store.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import { isTrustworthy, weaknessInWords } from '../report/model-warnings.js';
import type { ScoreColumns } from '../scoring/score-columns.js';
import type { ProfitCurve, ThresholdAdvice } from './call-profit.types.js';
import { notTiny } from './contact-terms.js';
import { profitSums, type ThresholdSums } from './profit-sums.js';

/** The assumed cost and effect of calling. */
export interface CallTerms {
  /** Cost per call, at least 0. */
  readonly contactCost: number;
  /** Share of the leavers who stay when called, 0..1. */
  readonly saveRate: number;
  /** What a customer who stays is worth; null for what the dataset's assumptions say, or each customer's own value. */
  readonly customerValue?: number | null;
}

/** Says what calling everyone from some chance on would earn: over the customers of now who have not left. */
export class CallProfit {
  constructor(
    readonly dataSource: DataSource,
    readonly assumptions: AssumptionsStore,
    readonly columns: Pick<ScoreColumns, 'of'>,
    readonly memory: FigureMemory,
  ) {}

  /** The threshold with the highest expected profit. @throws AppError BAD_USER_INPUT, CONFLICT, MODEL_TOO_WEAK */
  async threshold(call: CallContext, model: ChurnModel, terms: CallTerms): Promise<ThresholdAdvice> {
    const found = await this.#sums(call, model, terms);
    const everyone = found.at(-1);
    const best = found.find((sums) => sums.best && sums.profit > 0);
    return {
      threshold: best?.threshold ?? 1,
      contacted: best?.contacted ?? 0,
      expectedSaved: (best?.events ?? 0) * terms.saveRate,
      expectedProfit: best?.profit ?? 0,
      baselineProfit: everyone?.profit ?? 0,
    };
  }

  /** The expected profit at each threshold, as columns, lowest threshold first. @throws like `threshold` */
  async curve(call: CallContext, model: ChurnModel, terms: CallTerms): Promise<ProfitCurve> {
    const points = (await this.#sums(call, model, terms)).toReversed();
    return {
      threshold: points.map(({ threshold }) => threshold),
      contacted: points.map(({ contacted }) => contacted),
      expectedSaved: points.map(({ events }) => events * terms.saveRate),
      expectedProfit: points.map(({ profit }) => profit),
    };
  }

  /** Highest threshold first, thinned to what a screen can show; the best and the last are always there. */
  async #sums(call: CallContext, model: ChurnModel, terms: CallTerms): Promise<ThresholdSums[]> {
    call.require('VIEWER', model.datasetId);
    requireRange('contactCost', terms.contactCost);
    requireRange('saveRate', terms.saveRate, 1);
    if (terms.customerValue != null) requireRange('customerValue', terms.customerValue);
    requireTrustworthy(model);
    const { value, rate } = await this.#worth(model, terms);
    const about = ['profit', model.id, value, rate, terms.contactCost];
    const cost = notTiny(terms.contactCost);
    return this.memory.of(model.datasetId, about, async () =>
      profitSums(await this.columns.of(model.datasetId, model.id), {
        value: value === null ? null : notTiny(value),
        rate: notTiny(rate),
        cost,
      }),
    );
  }

  async #worth({ id, datasetId }: ChurnModel, { saveRate, customerValue }: CallTerms) {
    if (customerValue != null) return { value: customerValue, rate: saveRate };
    const set = withDefaults((await this.assumptions.inForce(datasetId)).set);
    const rate = saveRate * worthOfValue(set);
    if (set.customerValue !== null) return { value: set.customerValue, rate };
    // The first of an index: whether any has a value, and whether there is any.
    const [highest] = await this.dataSource.query<{ valued: boolean }[]>(
      `select expected_loss is not null as valued from churn_scores where churn_model_id = $1
       order by expected_loss desc nulls last limit 1`,
      [id],
    );
    if (highest === undefined) {
      throw new AppError(
        'CONFLICT',
        'The scores of this version are not kept any more; promote it to score again.',
      );
    }
    if (highest.valued) return { value: null, rate };
    throw new AppError(
      'BAD_USER_INPUT',
      'customerValue is missing and no column has the role MONETARY_VALUE; give the value of a customer.',
      { field: ['customerValue'] },
    );
  }
}

function requireTrustworthy({ status, metrics }: ChurnModel): void {
  if (status !== 'COMPLETED' || metrics === null) {
    throw new AppError('CONFLICT', `The model is ${status}; it can be queried once it is COMPLETED.`);
  }
  if (isTrustworthy(metrics)) return;
  throw new AppError(
    'MODEL_TOO_WEAK',
    `No money is told by a model that guesses. ${weaknessInWords(metrics)}`,
  );
}

function requireRange(name: string, value: number, most = MOST_MONEY): void {
  if (value >= 0 && value <= most) return;
  throw new AppError('BAD_USER_INPUT', `${name} is ${value}; it must be 0..${most}.`, { field: [name] });
}
