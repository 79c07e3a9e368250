import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/request-context.js';
import { Segment } from '../segmentation/index.js';
import { type StrategiesService, toSegmentChurn } from './strategies.service.js';
import { RetentionStrategy, SegmentChurn } from './strategies.types.js';

/** What strategies add to a segment. */
@Resolver(() => Segment)
export class SegmentStrategyFields {
  constructor(readonly service: StrategiesService) {}

  @FieldResolver(() => SegmentChurn, {
    nullable: true,
    description: "The champion's forecast for this segment; null without a champion.",
  })
  async churn(
    @Root() { segmentationId, k, index }: Segment,
    @Ctx() context: RequestContext,
  ): Promise<SegmentChurn | null> {
    const { figures } = await context.loader(this.service.plans).load({ id: segmentationId, k });
    const own = figures?.get(index);
    return own ? toSegmentChurn(own) : null;
  }

  @FieldResolver(() => [RetentionStrategy], {
    description:
      'What to do for these customers: at most three pieces of advice, best fit first, based on their profile and, ' +
      'with a champion model, on their churn.',
  })
  async strategies(
    @Root() { segmentationId, k, index }: Segment,
    @Ctx() context: RequestContext,
  ): Promise<RetentionStrategy[]> {
    const { strategies } = await context.loader(this.service.plans).load({ id: segmentationId, k });
    return strategies.get(index) ?? [];
  }
}
