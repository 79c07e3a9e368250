import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { LOOKUP, listOf, SCAN } from '../../../platform/graphql/complexity.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import { Dataset } from '../../datasets/index.js';
import type { Audience } from '../audiences/audience.entity.js';
import type { QuantileSegmentsService } from './quantile-segments.js';
import {
  QuantileSegments,
  SaveQuantileSegmentsInput,
  SaveQuantileSegmentsPayload,
  SegmentationPreset,
} from './quantile-segments.types.js';

/** Offers segments by quantiles, and saves them. */
@Resolver(() => Dataset)
export class QuantileSegmentsResolver {
  constructor(readonly service: QuantileSegmentsService) {}

  @FieldResolver(() => QuantileSegments, {
    nullable: true,
    complexity: 5 * SCAN,
    description:
      'Segments by thirds of recency, frequency and value, counted now; null where no column tells any of them, or all customers are alike in it.',
  })
  quantileSegments(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<QuantileSegments | null> {
    return this.service.find(call, id);
  }

  @FieldResolver(() => [SegmentationPreset], {
    complexity: listOf(3, LOOKUP),
    description:
      'Ways to choose the columns of a segmentation: behaviour; recency, frequency and value; everything. By what names and roles of columns tell; at most three.',
  })
  segmentationPresets(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<SegmentationPreset[]> {
    return this.service.presets(call, id);
  }

  @Authorized('ANALYST')
  @Mutation(() => SaveQuantileSegmentsPayload, {
    description:
      'Saves each of Dataset.quantileSegments as an audience, with the edges of now; none where there are none.',
  })
  saveQuantileSegments(
    @Ctx() call: CallContext,
    @Arg('input', () => SaveQuantileSegmentsInput, { description: 'Of which dataset.' })
    { datasetId }: SaveQuantileSegmentsInput,
  ): Promise<SaveQuantileSegmentsPayload> {
    return withUserErrors({ audiences: [] as Audience[] }, async () => ({
      audiences: await this.service.save(call, requireKey('Dataset', datasetId, ['datasetId'])),
    }));
  }
}
