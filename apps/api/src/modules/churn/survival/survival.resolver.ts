import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { LOOKUP, SCAN } from '../../../platform/graphql/complexity.js';
import { Dataset } from '../../datasets/index.js';
import { ChurnScore } from '../scoring/churn-score.types.js';
import type { SurvivalService } from './survival.service.js';
import { ExpectedStay, SurvivalView } from './survival.types.js';

/** How long the customers of a dataset stay. */
@Resolver(() => Dataset)
export class DatasetSurvivalFields {
  constructor(readonly service: SurvivalService) {}

  @FieldResolver(() => SurvivalView, {
    complexity: SCAN,
    nullable: true,
    description:
      'How long customers stay, by segment or by a column; null without a column that says how long they have been customers, or without a champion that says who left.',
  })
  survival(
    @Root() { id }: Dataset,
    @Arg('column', () => String, {
      nullable: true,
      description:
        'Whose values to compare; numbers are parted at their median. Default: by segment, or all together without any.',
    })
    column: string | null | undefined,
    @Ctx() call: CallContext,
  ): Promise<SurvivalView | null> {
    return this.service.view(call, id, column ?? null);
  }
}

/** How long a customer is expected to stay. */
@Resolver(() => ChurnScore)
export class ChurnScoreStayFields {
  constructor(readonly service: SurvivalService) {}

  @FieldResolver(() => ExpectedStay, {
    nullable: true,
    complexity: LOOKUP,
    description:
      'How much of the time ahead customers of this segment and tenure are expected to stay, beside the chance; null for customers who have left, without a column that tells the tenure, and beyond the longest that was seen.',
  })
  expectedStay(@Root() score: ChurnScore, @Ctx() call: CallContext): Promise<ExpectedStay | null> {
    return this.service.stay(call, score);
  }
}
