import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  Float,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { fromGlobalId, requireKey } from '../../platform/graphql/global-id.js';
import type { RequestContext } from '../../platform/graphql/request-context.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Dataset } from '../datasets/index.js';
import type { Job } from '../jobs/index.js';
import { CallTermsArgs, PromoteChurnModelInput, TrainChurnModelInput } from './churn.inputs.js';
import { PromoteChurnModelPayload, TrainChurnModelPayload } from './churn.payloads.js';
import type { ChurnService } from './churn.service.js';
import type { DatasetSource } from './dataset-source.js';
import { ChurnModel } from './registry/churn-model.entity.js';
import type { ChurnModelStore } from './registry/churn-model.store.js';
import { ConfusionMatrix, ProfitCurve, ThresholdAdvice } from './report/churn-report.types.js';
import type { ModelQuestions } from './report/model-questions.js';

/** Resolves churn models. */
@Resolver(() => ChurnModel)
export class ChurnResolver {
  constructor(
    readonly service: ChurnService,
    readonly models: ChurnModelStore,
    readonly questions: ModelQuestions,
    readonly datasets: DatasetSource,
  ) {}

  @Authorized('VIEWER')
  @Query(() => ChurnModel, { nullable: true, description: 'A model by its ID; null if there is none.' })
  async churnModel(@Arg('id', () => ID, { description: 'ID of a churn model.' }) id: string) {
    const key = fromGlobalId('ChurnModel', id);
    return key === null ? null : this.models.find(key);
  }

  @Authorized('ANALYST')
  @Mutation(() => TrainChurnModelPayload, {
    description: 'Trains a model in a job. It becomes the champion if its AUC interval allows it.',
  })
  trainChurnModel(
    @Arg('input', () => TrainChurnModelInput, { description: 'What "left" means, and how to train.' })
    input: TrainChurnModelInput,
  ): Promise<TrainChurnModelPayload> {
    const empty = { churnModel: null as ChurnModel | null, job: null as Job | null };
    return withUserErrors(empty, async () =>
      this.service.train({ ...input, datasetId: requireKey('Dataset', input.datasetId, ['datasetId']) }),
    );
  }

  @Authorized('ANALYST')
  @Mutation(() => PromoteChurnModelPayload, {
    description:
      'Makes a model the champion, which scores customers. To roll back, promote the earlier model.',
  })
  promoteChurnModel(
    @Arg('input', () => PromoteChurnModelInput, { description: 'Which model.' })
    { churnModelId }: PromoteChurnModelInput,
  ): Promise<PromoteChurnModelPayload> {
    return withUserErrors({ churnModel: null as ChurnModel | null }, async () => ({
      churnModel: await this.service.promote(requireKey('ChurnModel', churnModelId, ['churnModelId'])),
    }));
  }

  @FieldResolver(() => Dataset, { description: 'The dataset that it was trained on.' })
  async dataset(@Root() { datasetId }: ChurnModel, @Ctx() context: RequestContext): Promise<Dataset> {
    return (await context.loader(this.datasets.datasetLoader).load(datasetId))!;
  }

  @FieldResolver(() => ConfusionMatrix, {
    nullable: true,
    description:
      'Right and wrong calls at a threshold, on customers the model had not seen; null until trained.',
  })
  confusionMatrix(
    @Root() model: ChurnModel,
    @Arg('threshold', () => Float, {
      nullable: true,
      description: '0..1. Default: the decision threshold.',
    })
    threshold: number | null,
  ): Promise<ConfusionMatrix | null> {
    return this.questions.confusion(model, threshold);
  }

  @FieldResolver(() => ThresholdAdvice, {
    description:
      'The threshold with the highest expected profit, on the customers that the model was evaluated on.',
  })
  threshold(@Root() model: ChurnModel, @Args() terms: CallTermsArgs): Promise<ThresholdAdvice> {
    return this.questions.threshold(model, terms);
  }

  @FieldResolver(() => ProfitCurve, {
    description:
      'What each threshold would earn, as parallel lists from the lowest threshold to the highest; for a slider.',
  })
  profitCurve(@Root() model: ChurnModel, @Args() terms: CallTermsArgs): Promise<ProfitCurve> {
    return this.questions.profit(model, terms);
  }
}
