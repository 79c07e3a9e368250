import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listBy } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { Dataset } from '../datasets/index.js';
import { Segmentation, SegmentationConnection } from './segmentation.entity.js';
import type { SegmentationService } from './segmentation.service.js';

/** What segmentation adds to a dataset. */
@Resolver(() => Dataset)
export class DatasetSegmentationFields {
  constructor(readonly service: SegmentationService) {}

  @FieldResolver(() => SegmentationConnection, {
    complexity: listBy('first', { each: 50 }),
    description: 'Newest first.',
  })
  async segmentations(
    @Ctx() call: CallContext,
    @Root() { id }: Dataset,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<Segmentation>> {
    return this.service.list(call, id, first ?? 20, after);
  }

  @FieldResolver(() => Segmentation, {
    nullable: true,
    description: 'The segmentation in use; null until the first one is COMPLETED.',
  })
  activeSegmentation(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<Segmentation | null> {
    return call.load(this.service.activeByDataset, id);
  }
}
