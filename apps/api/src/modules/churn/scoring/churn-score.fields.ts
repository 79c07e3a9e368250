import { MAX_PAGE_SIZE } from '@holdfast/schema';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { listBy } from '../../../platform/graphql/complexity.js';
import { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import type { ModelQuestions } from '../report/model-questions.js';
import { ChurnScore, FeatureContribution, ScorePeers } from './churn-score.types.js';
import type { ChurnScores } from './churn-scores.js';
import { describeContributions } from './contribution-text.js';

/** The parts of a score that are read only on request. */
@Resolver(() => ChurnScore)
export class ChurnScoreFields {
  constructor(
    readonly models: ChurnModelStore,
    readonly scores: ChurnScores,
    readonly questions: ModelQuestions,
  ) {}

  @FieldResolver(() => ChurnModel, { description: 'The model that computed it.' })
  async model(
    @Root() { datasetId, churnModelId: id }: ChurnScore,
    @Ctx() call: CallContext,
  ): Promise<ChurnModel> {
    return (await call.load(this.models.byKey, { datasetId, id }))!;
  }

  @FieldResolver(() => [FeatureContribution], {
    complexity: listBy('first'),
    description:
      "Exact additive contributions (TreeSHAP or the terms of the linear model), largest first. All of them plus baseValue add up to the model's raw output.",
  })
  async contributions(
    @Root() { datasetId, churnModelId, row, attributes }: ChurnScore,
    @Arg('first', () => Int, { nullable: true, defaultValue: 5, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Ctx() call: CallContext,
  ): Promise<FeatureContribution[]> {
    const count = first ?? 5;
    if (count < 1 || count > MAX_PAGE_SIZE) {
      throw new AppError('BAD_USER_INPUT', `first is ${count}; it must be 1..${MAX_PAGE_SIZE}.`, {
        field: ['first'],
      });
    }
    const { features, values } = await call.load(this.scores.partsOf, { datasetId, churnModelId, row });
    return describeContributions(features, values, attributes).slice(0, count);
  }

  @FieldResolver(() => ScorePeers, {
    nullable: true,
    description:
      'Training customers with a similar score from a model that had not seen them, and how many of them left.',
  })
  peers(@Root() score: ChurnScore, @Ctx() call: CallContext): Promise<ScorePeers | null> {
    return this.questions.peers(call, score);
  }
}
