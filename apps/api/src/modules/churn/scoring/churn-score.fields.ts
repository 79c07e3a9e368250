import { MAX_PAGE_SIZE } from '@holdfast/schema';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { listBy, listOf } from '../../../platform/graphql/complexity.js';
import { eventWords } from '../definition/target-event.js';
import { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import type { ModelQuestions } from '../report/model-questions.js';
import {
  ChurnScore,
  FeatureContribution,
  REASONS,
  REASONS_AGAINST,
  Reason,
  ScorePeers,
} from './churn-score.types.js';
import type { ChurnScores } from './churn-scores.js';
import { describeContributions } from './contribution-text.js';
import { type CustomerReasons, MOST_REASONS } from './reasons.js';

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
    const parts = await call.load(this.scores.partsOf, { datasetId, churnModelId, row });
    const { features, values: contributions, target } = parts;
    const told = {
      observed: await this.scores.observedRates(churnModelId),
      words: eventWords(target),
      labels: await call.load(this.scores.labels.byDataset, datasetId),
    };
    return describeContributions({ features, contributions, attributes }, told, count);
  }

  @FieldResolver(() => [Reason], { complexity: listOf(MOST_REASONS), description: REASONS })
  async reasons(@Root() score: ChurnScore, @Ctx() call: CallContext): Promise<readonly Reason[]> {
    return (await this.#told(score, call)).reasons;
  }

  @FieldResolver(() => [Reason], { complexity: listOf(MOST_REASONS), description: REASONS_AGAINST })
  async reasonsAgainst(@Root() score: ChurnScore, @Ctx() call: CallContext): Promise<readonly Reason[]> {
    return (await this.#told(score, call)).reasonsAgainst;
  }

  async #told(score: ChurnScore, call: CallContext): Promise<CustomerReasons> {
    const parts = await call.load(this.scores.partsOf, score);
    return call.load(this.scores.reasonsOf, { ...score, parts });
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
