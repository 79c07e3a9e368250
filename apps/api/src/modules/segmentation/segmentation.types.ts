import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Histogram } from '../datasets/index.js';

/** How good the segments of one k are. */
@ObjectType({ description: 'How good the segments of one k are.' })
export class SegmentationQuality {
  @Field(() => Int, { description: 'Number of segments.' })
  k: number;

  @Field(() => Float, { description: 'Sum of squared distances to the segment centres; falls with every k.' })
  inertia: number;

  @Field(() => Float, {
    description:
      '−1..1: how much nearer customers are to their own segment than to the next; higher is better.',
  })
  silhouetteScore: number;

  @Field(() => Float, {
    description: 'From 0: mean likeness of each segment with the one most like it; lower is better.',
  })
  daviesBouldinScore: number;

  @Field(() => Float, {
    description: 'From 0: spread between segments over spread within; higher is better.',
  })
  calinskiHarabaszScore: number;

  @Field(() => Float, {
    description: 'Mean adjusted Rand index over resampled refits: 1 = always the same segments.',
  })
  stability: number;

  @Field(() => Float, { description: 'Share of the customers in the smallest segment, 0..1.' })
  smallestShare: number;
}

/** Customers on two principal components; lists are parallel. */
@ObjectType({
  description:
    'Customers on two principal components. Parallel lists; empty before the segmentation is COMPLETED.',
})
export class Projection {
  @Field(() => [String], { description: 'External id of each customer.' })
  externalIds: string[];

  @Field(() => [Float], { description: 'Place on the first component.' })
  x: number[];

  @Field(() => [Float], { description: 'Place on the second component; 0 where there is only one.' })
  y: number[];

  @Field(() => [Int], { description: "Index of each customer's segment under the selected k." })
  segmentIndex: number[];

  @Field(() => [Float], { description: 'Share of the variance that each component explains, 0..1.' })
  explainedVarianceRatio: number[];

  @Field(() => [[Float]], { description: 'loadings[component][feature], features in encoded order.' })
  loadings: number[][];

  @Field(() => [String], { description: 'Names of the encoded features.' })
  encodedFeatures: string[];
}

/** One feature's distribution within one segment. */
@ObjectType({ description: "One feature's distribution within one segment." })
export class SegmentHistogram {
  @Field({ description: 'Key of the segment.' })
  segmentKey: string;

  @Field(() => Histogram, {
    description: 'The same bin edges for every segment; dates in days since 1970-01-01.',
  })
  histogram: Histogram;
}
