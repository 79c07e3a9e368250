import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { SCAN } from '../../platform/graphql/complexity.js';
import { chosenK, Segmentation, WHICH_K } from '../segmentation/index.js';
import { RetentionPlan } from './retention-plan.types.js';
import type { StrategiesService } from './strategies.service.js';

/** What strategies add to a segmentation. */
@Resolver(() => Segmentation)
export class SegmentationStrategyFields {
  constructor(readonly service: StrategiesService) {}

  @FieldResolver(() => RetentionPlan, {
    complexity: SCAN,
    nullable: true,
    description:
      'What to do for the segments of one k together: the strategies of each segment, by play. Null until COMPLETED.',
  })
  async plan(
    @Root() segmentation: Segmentation,
    @Ctx() call: CallContext,
    @Arg('k', () => Int, WHICH_K) asked?: number | null,
  ): Promise<RetentionPlan | null> {
    const { id, datasetId } = segmentation;
    const k = chosenK(segmentation, asked);
    return k === null ? null : (await call.load(this.service.plans, { datasetId, id, k })).plan;
  }
}
