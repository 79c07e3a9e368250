import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { Segment } from './segment.entity.js';
import type { SegmentReader } from './segment-reader.js';

/** What a segment has from the identity of its key. */
@Resolver(() => Segment)
export class SegmentIdentityFields {
  constructor(readonly reader: SegmentReader) {}

  @FieldResolver(() => Int, {
    description:
      'Number of its colour, 0..9. Belongs to the key: it stays when another k is selected and when the dataset is ' +
      'segmented again. Segments of one k have different ones as far as ten colours go.',
  })
  colour(@Root() segment: Segment, @Ctx() call: CallContext): Promise<number> {
    return call.load(this.reader.colours, segment);
  }
}
