import { Field, Float, ObjectType } from 'type-graphql';

/** A customer who lies apart from all others in one column. */
@ObjectType({
  description:
    'A customer whose value in one column lies apart from all others. It counts as the last ordinary value there, so ' +
    'that it neither bends the scale of the column nor has a segment of its own, and is placed with the nearest segment.',
})
export class SegmentationOutlier {
  @Field({ description: 'External ID of the customer.' })
  externalId: string;

  @Field({ description: 'The column.' })
  feature: string;

  @Field(() => Float, { description: 'The value.' })
  value: number;

  @Field({ description: 'Why it is an outlier, as a sentence with the value and where ordinary ones end.' })
  reason: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Key of the segment that the customer is placed with, under the selected k; null if there is none.',
  })
  segmentKey: string | null;
}
