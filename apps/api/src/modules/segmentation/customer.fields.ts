import { MAX_K } from '@holdfast/schema';
import { Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listOf } from '../../platform/graphql/complexity.js';
import { Customer } from '../customers/index.js';
import { SegmentStay } from './history/history.types.js';
import type { SegmentHistory } from './history/segment-history.js';
import type { SegmentMemberships } from './membership/segment-memberships.js';
import { Segment } from './segment.entity.js';
import type { SegmentReader } from './segment-reader.js';

/** What segmentation adds to a customer. */
@Resolver(() => Customer)
export class CustomerSegmentFields {
  constructor(
    readonly reader: SegmentReader,
    readonly memberships: SegmentMemberships,
    readonly history: SegmentHistory,
  ) {}

  @FieldResolver(() => Segment, {
    nullable: true,
    description:
      "The customer's segment in the active segmentation under its selected k; null if there is none.",
  })
  segment(@Root() { datasetId, row }: Customer, @Ctx() call: CallContext): Promise<Segment | null> {
    return call.load(this.reader.byCustomer, { datasetId, row });
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      '1: at the centre of its segment; 0: as near to the next one. 1 − the distance to its own centre divided by that ' +
      'to the next, in scaled columns; null without a segmentation.',
  })
  async typicality(@Root() customer: Customer, @Ctx() call: CallContext): Promise<number | null> {
    return (await call.load(this.memberships.standings, customer))?.typicality ?? null;
  }

  @FieldResolver(() => Segment, {
    nullable: true,
    description: 'The segment whose centre is the next one; null without a segmentation.',
  })
  async secondSegment(@Root() customer: Customer, @Ctx() call: CallContext): Promise<Segment | null> {
    const standing = await call.load(this.memberships.standings, customer);
    if (standing === null) return null;
    const segments = await call.load(this.reader.bySegmentation, standing.second);
    return segments[standing.second.index] ?? null;
  }

  @FieldResolver(() => [SegmentStay], {
    complexity: listOf(MAX_K),
    description:
      'The segments that the customer has been in, the first one first: under each segmentation while it was the active ' +
      'one, with its k. Stays in segments of the same key are one.',
  })
  async segmentHistory(
    @Root() { datasetId, row }: Customer,
    @Ctx() call: CallContext,
  ): Promise<SegmentStay[]> {
    const stays = await call.load(this.history.stays, { datasetId, row });
    const say = await this.reader.sayNames(call, datasetId);
    return stays.map((stay) => ({ ...stay, segmentName: say(stay.segmentKey, stay.segmentName) }));
  }
}
