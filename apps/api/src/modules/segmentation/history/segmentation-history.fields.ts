import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { SCAN } from '../../../platform/graphql/complexity.js';
import type { Segment } from '../segment.entity.js';
import type { SegmentReader } from '../segment-reader.js';
import { Segmentation } from '../segmentation.entity.js';
import type { SegmentationService } from '../segmentation.service.js';
import { SegmentationChange } from './history.types.js';
import type { SegmentHistory } from './segment-history.js';
import { keptShareOf, segmentEvents } from './segmentation-change.js';

/** What has changed since the segmentation before. */
@Resolver(() => Segmentation)
export class SegmentationHistoryFields {
  constructor(
    readonly segmentations: SegmentationService,
    readonly reader: SegmentReader,
    readonly history: SegmentHistory,
  ) {}

  @FieldResolver(() => SegmentationChange, {
    complexity: SCAN,
    nullable: true,
    description:
      'Against the segmentation that was active before it, under the k that each was used with; null for the first one.',
  })
  async change(
    @Root() { id, datasetId, selectedK }: Segmentation,
    @Ctx() call: CallContext,
  ): Promise<SegmentationChange | null> {
    const before = await this.history.previous(datasetId, id);
    const previous = before && (await this.segmentations.find(call, before.id));
    if (!before || !previous || selectedK === null) return null;
    const now = { datasetId, id, k: selectedK };
    const [flows, previousSegments, segments] = await Promise.all([
      this.history.flows(before, now),
      call.load(this.reader.bySegmentation, before),
      call.load(this.reader.bySegmentation, now),
    ]);
    const { shared: sharedCustomers, keptShare } = keptShareOf(flows);
    const events = segmentEvents(flows, namesOf(previousSegments), namesOf(segments));
    return { previous, previousK: before.k, previousSegments, sharedCustomers, keptShare, flows, events };
  }
}

function namesOf(segments: readonly Segment[]): Map<string, string> {
  return new Map(segments.map(({ key, name }) => [key, name]));
}
