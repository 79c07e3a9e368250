import { MAX_K } from '@holdfast/schema';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listOf, SCAN } from '../../platform/graphql/complexity.js';
import { Segment } from '../segmentation/index.js';
import { type StrategiesService, toSegmentChurn } from './strategies.service.js';
import { RetentionStrategy, SegmentChurn } from './strategies.types.js';

/** What strategies add to a segment. */
@Resolver(() => Segment)
export class SegmentStrategyFields {
  constructor(readonly service: StrategiesService) {}

  @FieldResolver(() => SegmentChurn, {
    complexity: SCAN / MAX_K,
    nullable: true,
    description: "The champion's forecast for this segment; null without a champion.",
  })
  async churn(
    @Root() { datasetId, segmentationId, k, index }: Segment,
    @Ctx() call: CallContext,
  ): Promise<SegmentChurn | null> {
    const { figures } = await call.load(this.service.plans, { datasetId, id: segmentationId, k });
    const own = figures?.get(index);
    return own ? toSegmentChurn(own) : null;
  }

  @FieldResolver(() => [RetentionStrategy], {
    complexity: listOf(3, SCAN / MAX_K),
    description:
      'What to do for these customers: at most three pieces of advice, best fit first, based on their profile and, ' +
      'with a champion model, on their churn.',
  })
  async strategies(
    @Root() { datasetId, segmentationId, k, index }: Segment,
    @Ctx() call: CallContext,
  ): Promise<readonly RetentionStrategy[]> {
    const { strategies } = await call.load(this.service.plans, { datasetId, id: segmentationId, k });
    return strategies.get(index) ?? [];
  }
}
