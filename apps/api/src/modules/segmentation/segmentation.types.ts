import { MAX_PROJECTION_SAMPLE } from '@holdfast/schema';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf, perColumn } from '../../platform/graphql/complexity.js';
import type { Kept } from '../../platform/words/kept.js';
import { Histogram } from '../datasets/index.js';

const NOT_KNOWN = 'null for segmentations that an earlier release fitted.';

/** The quality of the segments of one k. */
@ObjectType({ description: 'How good the segments of one k are.' })
export class SegmentationQuality {
  @Field(() => Int, { description: 'Number of segments.' })
  k: number;

  @Field(() => Float, {
    description: 'Sum of squared distances to the segment centres; decreases as k grows.',
  })
  inertia: number;

  @Field(() => Float, {
    description:
      'How much closer customers are to their own segment than to the next, −1..1; higher is better.',
  })
  silhouetteScore: number;

  @Field(() => Float, {
    description: 'Mean similarity of each segment to its most similar one, from 0; lower is better.',
  })
  daviesBouldinScore: number;

  @Field(() => Float, {
    description: 'Ratio of the spread between segments to the spread within them, from 0; higher is better.',
  })
  calinskiHarabaszScore: number;

  @Field(() => Float, {
    description: 'Mean adjusted Rand index over resampled refits; 1 means always the same segments.',
  })
  stability: number;

  @Field(() => Float, {
    nullable: true,
    description: `The lowest of the adjusted Rand indices that stability is the mean of; ${NOT_KNOWN}`,
  })
  worstStability?: number | null;

  @Field(() => Float, { description: 'Share of the customers in the smallest segment, 0..1.' })
  smallestShare: number;

  @Field(() => Float, {
    nullable: true,
    description: `Share of the differences between customers that lies between segments, 0..1; grows with k; ${NOT_KNOWN}`,
  })
  explainedShare?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How much larger that share is than for k segments of one cloud with the same columns and correlations, on a ' +
      'sample of the customers; 0 or less where k segments are just slices. Null where there are too few customers.',
  })
  explainedBeyondChance?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the variance of who left that lies between segments, 0..1; null without a label.',
  })
  churnExplained?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Share of the variance of customers' worth that lies between segments, 0..1; null without a monetary column that " +
      'takes no part in the clusters.',
  })
  valueExplained?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How much this k says, 0..1: the mean of its silhouette and what it explains, each as a share of the best among ' +
      'the k that pass every test. Null where it does not pass.',
  })
  rating?: number | null;

  @Field(() => [String], {
    nullable: true,
    complexity: listOf(3),
    description: `Each test that this k does not pass, as a sentence with both figures; empty if it passes all; ${NOT_KNOWN}`,
  })
  failed?: string[] | null;

  /** What `failed` is said by in another language; absent of fits of earlier releases. */
  saidFailed?: Kept[];

  /** What the recommendation of this k is said by; absent of other ks, and of fits of earlier releases. */
  recommendation?: Kept;
}

/** Customers on two principal components; lists are parallel. */
@ObjectType({
  description:
    'Customers on two principal components. Parallel lists; empty before the segmentation is COMPLETED.',
})
export class Projection {
  @Field(() => [String], {
    complexity: listOf(MAX_PROJECTION_SAMPLE),
    description: 'External ID of each customer.',
  })
  externalIds: string[];

  @Field(() => [Float], {
    complexity: listOf(MAX_PROJECTION_SAMPLE),
    description: 'Position on the first component.',
  })
  x: number[];

  @Field(() => [Float], {
    complexity: listOf(MAX_PROJECTION_SAMPLE),
    description: 'Position on the second component; 0 if there is only one.',
  })
  y: number[];

  @Field(() => [Int], {
    complexity: listOf(MAX_PROJECTION_SAMPLE),
    description: "Index of each customer's segment under the selected k.",
  })
  segmentIndex: number[];

  @Field(() => [Float], {
    complexity: listOf(2),
    description: 'Share of the variance that each component explains, 0..1.',
  })
  explainedVarianceRatio: number[];

  @Field(() => [[Float]], {
    complexity: perColumn({ times: 2 }),
    description: 'loadings[component][feature], features in encoded order.',
  })
  loadings: number[][];

  @Field(() => [String], { complexity: perColumn(), description: 'Names of the encoded features.' })
  encodedFeatures: string[];
}

/** One feature's distribution within one segment. */
@ObjectType({ description: "One feature's distribution within one segment." })
export class SegmentHistogram {
  @Field({ description: 'Key of the segment.' })
  segmentKey: string;

  @Field(() => Histogram, {
    description: 'Has the same bin edges for every segment; dates in days since 1970-01-01.',
  })
  histogram: Histogram;
}
