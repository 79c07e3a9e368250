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
import type { CallContext } from '../../platform/call/call-context.js';
import { COMPUTATION, LOOKUP, listOf, SCAN } from '../../platform/graphql/complexity.js';
import { fromGlobalId, requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Dataset } from '../datasets/index.js';
import type { Job } from '../jobs/index.js';
import {
  CallTermsArgs,
  ChurnDefinitionInput,
  PromoteChurnModelInput,
  TrainChurnModelInput,
} from './churn.inputs.js';
import { PromoteChurnModelPayload, TrainChurnModelPayload } from './churn.payloads.js';
import type { ChurnService } from './churn.service.js';
import type { CallProfit } from './contacts/call-profit.js';
import { ProfitCurve, ThresholdAdvice } from './contacts/call-profit.types.js';
import type { DatasetSource } from './dataset-source.js';
import { ChurnDefinitionPreview } from './definition/definition-preview.types.js';
import type { DefinitionPreviews } from './definition/preview-definition.js';
import { ChurnModel } from './registry/churn-model.entity.js';
import { ConfusionMatrix } from './report/churn-report.types.js';
import type { ModelQuestions } from './report/model-questions.js';
import { RiskBandRates } from './report/risk-band-rates.types.js';

/** Resolves churn models. */
@Resolver(() => ChurnModel)
export class ChurnResolver {
  constructor(
    readonly service: ChurnService,
    readonly questions: ModelQuestions,
    readonly profit: CallProfit,
    readonly previews: DefinitionPreviews,
    readonly datasets: DatasetSource,
  ) {}

  @Authorized('VIEWER')
  @Query(() => ChurnModel, {
    complexity: LOOKUP,
    nullable: true,
    description: 'A model by its ID; null if there is none.',
  })
  async churnModel(
    @Ctx() call: CallContext,
    @Arg('id', () => ID, { description: 'ID of a churn model.' }) id: string,
  ) {
    const key = fromGlobalId('ChurnModel', id);
    return key === null ? null : this.service.find(call, key);
  }

  @Authorized('VIEWER')
  @Query(() => ChurnDefinitionPreview, {
    complexity: SCAN,
    description:
      'What a training would be about: who counts as what, what is left out, and whether there is enough.',
  })
  churnDefinitionPreview(
    @Ctx() call: CallContext,
    @Arg('datasetId', () => ID, { description: 'ID of a dataset that is READY.' }) datasetId: string,
    @Arg('definition', () => ChurnDefinitionInput, {
      nullable: true,
      description: 'What to predict. Default: the CHURN_LABEL column.',
    })
    definition: ChurnDefinitionInput | null,
  ): Promise<ChurnDefinitionPreview> {
    return this.previews.preview(call, requireKey('Dataset', datasetId, ['datasetId']), definition);
  }

  @Authorized('ANALYST')
  @Mutation(() => TrainChurnModelPayload, {
    description:
      'Trains a model in a job. It becomes the champion if its AUC interval allows it and the champion in place, if it predicts the same, is not as good; see ChurnModel.comparison.',
  })
  trainChurnModel(
    @Ctx() call: CallContext,
    @Arg('input', () => TrainChurnModelInput, { description: 'What "left" means, and how to train.' })
    input: TrainChurnModelInput,
  ): Promise<TrainChurnModelPayload> {
    const empty = { churnModel: null as ChurnModel | null, job: null as Job | null };
    return withUserErrors(empty, async () =>
      this.service.train(call, {
        ...input,
        datasetId: requireKey('Dataset', input.datasetId, ['datasetId']),
      }),
    );
  }

  @Authorized('ANALYST')
  @Mutation(() => PromoteChurnModelPayload, {
    description:
      'Makes a model the champion, which scores customers. To roll back, promote the earlier model.',
  })
  promoteChurnModel(
    @Ctx() call: CallContext,
    @Arg('input', () => PromoteChurnModelInput, { description: 'Which model.' })
    { churnModelId, reason }: PromoteChurnModelInput,
  ): Promise<PromoteChurnModelPayload> {
    return withUserErrors({ churnModel: null as ChurnModel | null }, async () => ({
      churnModel: await this.service.promote(
        call,
        requireKey('ChurnModel', churnModelId, ['churnModelId']),
        reason,
      ),
    }));
  }

  @FieldResolver(() => Dataset, { description: 'The dataset that it was trained on.' })
  async dataset(@Root() { datasetId }: ChurnModel, @Ctx() call: CallContext): Promise<Dataset> {
    return (await call.load(this.datasets.datasetLoader, datasetId))!;
  }

  @FieldResolver(() => ConfusionMatrix, {
    complexity: SCAN,
    nullable: true,
    description:
      'Right and wrong calls at a threshold, on all customers of known outcome, those who have left among them, each by a model that had not seen them; null until trained.',
  })
  confusionMatrix(
    @Ctx() call: CallContext,
    @Root() model: ChurnModel,
    @Arg('threshold', () => Float, {
      nullable: true,
      description: '0..1. Default: the decision threshold.',
    })
    threshold: number | null,
  ): Promise<ConfusionMatrix | null> {
    return this.questions.confusion(call, model, threshold);
  }

  @FieldResolver(() => [RiskBandRates], {
    complexity: listOf(3, SCAN),
    nullable: true,
    description:
      'How many of the customers in each risk band left, LOW first; null until trained, or if the predictions are damaged.',
  })
  bandRates(@Root() model: ChurnModel, @Ctx() call: CallContext): Promise<RiskBandRates[] | null> {
    return this.questions.bands(call, model);
  }

  @FieldResolver(() => ThresholdAdvice, {
    complexity: COMPUTATION,
    description:
      'The threshold with the highest expected profit over the customers of now who have not left. A model that may not be champion tells no money: MODEL_TOO_WEAK.',
  })
  threshold(
    @Ctx() call: CallContext,
    @Root() model: ChurnModel,
    @Args() terms: CallTermsArgs,
  ): Promise<ThresholdAdvice> {
    return this.profit.threshold(call, model, terms);
  }

  @FieldResolver(() => ProfitCurve, {
    complexity: COMPUTATION,
    description:
      'What each threshold would earn over the customers of now who have not left, as parallel lists from the lowest threshold to the highest; for a slider.',
  })
  profitCurve(
    @Ctx() call: CallContext,
    @Root() model: ChurnModel,
    @Args() terms: CallTermsArgs,
  ): Promise<ProfitCurve> {
    return this.profit.curve(call, model, terms);
  }
}
