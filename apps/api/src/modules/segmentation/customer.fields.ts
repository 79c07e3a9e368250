import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { Customer } from '../customers/index.js';
import { Segment } from './segment.entity.js';
import type { SegmentReader } from './segment-reader.js';

/** What segmentation adds to a customer. */
@Resolver(() => Customer)
export class CustomerSegmentFields {
  constructor(readonly reader: SegmentReader) {}

  @FieldResolver(() => Segment, {
    nullable: true,
    description:
      "The customer's segment in the active segmentation under its selected k; null if there is none.",
  })
  segment(@Root() { datasetId, row }: Customer, @Ctx() call: CallContext): Promise<Segment | null> {
    return call.load(this.reader.byCustomer, { datasetId, row });
  }
}
