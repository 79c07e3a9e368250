import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/request-context.js';
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
  segment(@Root() { datasetId, row }: Customer, @Ctx() context: RequestContext): Promise<Segment | null> {
    return context.loader(this.reader.byCustomer).load({ datasetId, row });
  }
}
