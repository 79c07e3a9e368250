import { expectedGain } from '@holdfast/ml-core';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { SCAN } from '../../../platform/graphql/complexity.js';
import { ChurnModel } from '../registry/churn-model.entity.js';
import type { SlicesService } from '../slices/slices.service.js';
import { ModelSlices } from '../slices/slices.types.js';
import { ModelLearningCurve } from './learning-curve.types.js';
import { learningInWords } from './learning-in-words.js';

const MOST_MORE = 1_000_000;

/** What a model's card says that is computed only on request. */
@Resolver(() => ChurnModel)
export class ModelCardFields {
  constructor(readonly slicing: SlicesService) {}

  @FieldResolver(() => ModelSlices, {
    complexity: SCAN,
    nullable: true,
    description:
      'Where the model is worse: by segment, or by the values of a column. Null until trained, or if an earlier release trained it.',
  })
  slices(
    @Root() model: ChurnModel,
    @Arg('column', () => String, {
      nullable: true,
      description: 'One of ModelSlices.columns. Default: by segment, or all customers together without any.',
    })
    column: string | null | undefined,
    @Ctx() call: CallContext,
  ): Promise<ModelSlices | null> {
    return this.slicing.of(call, model, column ?? null);
  }

  @FieldResolver(() => ModelLearningCurve, {
    nullable: true,
    description:
      'How good the model is by how many customers it learns from, and what more of them would bring. Null until trained, with too few customers, or if an earlier release trained it.',
  })
  learningCurve(
    @Root() { learningCurve, trainedOn }: ChurnModel,
    @Arg('more', () => Int, {
      nullable: true,
      defaultValue: 500,
      description: 'Customers more, 1..1,000,000.',
    })
    more: number | null,
  ): ModelLearningCurve | null {
    const asked = more ?? 500;
    if (asked < 1 || asked > MOST_MORE) {
      throw new AppError('BAD_USER_INPUT', `more is ${asked}; it must be 1..${MOST_MORE}.`, {
        field: ['more'],
      });
    }
    if (learningCurve === null) return null;
    const means = learningCurve.aucs.map(mean);
    const expected = expectedGain(learningCurve, trainedOn, asked);
    return {
      customers: learningCurve.sizes,
      rocAuc: means,
      standardDeviation: learningCurve.aucs.map((aucs, i) =>
        Math.sqrt(aucs.reduce((sum, auc) => sum + (auc - means[i]!) ** 2, 0) / Math.max(1, aucs.length - 1)),
      ),
      more: asked,
      gain: expected?.gain ?? null,
      gainInterval: expected && { low: expected.low, high: expected.high },
      text: learningInWords(expected, asked),
    };
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
