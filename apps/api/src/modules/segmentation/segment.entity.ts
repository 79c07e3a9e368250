import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { FeatureContrast } from './feature-contrast.js';

/** One column of a segment beside the same column of all customers. */
@ObjectType({ description: 'One column of a segment beside the same column of all customers.' })
export class SegmentFeature implements FeatureContrast {
  @Field({ description: 'Name of the column.' })
  feature: string;

  type: FeatureContrast['type'];

  @Field(() => Float, {
    nullable: true,
    description: 'Of a date in days since 1970-01-01, of a yes/no the share of yes; null for a category.',
  })
  mean: number | null;

  @Field(() => Float, { nullable: true, description: 'In the units of mean; null for a category.' })
  median: number | null;

  @Field(() => Float, { nullable: true, description: 'The mean over all customers.' })
  overallMean: number | null;

  @Field(() => Float, {
    nullable: true,
    description: '(mean − overallMean) / overall standard deviation: what sets the segment apart.',
  })
  zScore: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Most frequent value of a category or a yes/no; null for a number.',
  })
  topValue: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the segment that has topValue, of those with a value; 0..1.',
  })
  topValueShare: number | null;

  topValueOverallShare: number | null;
}

/** A group of customers with a name, under one k of a segmentation. */
@ObjectType({ description: 'A group of customers with a name, under one k of a segmentation.' })
@Entity('segments')
export class Segment {
  @PrimaryColumn('uuid')
  segmentationId: string;

  /** The k that it belongs to. */
  @PrimaryColumn('int')
  k: number;

  @Field(() => Int, {
    description: '0..k−1; colours go by it. Stays with the same customers when k changes.',
  })
  @PrimaryColumn('int')
  index: number;

  @Field(() => ID, { name: 'id', description: 'Opaque; of this segment in this segmentation under this k.' })
  get globalId(): string {
    return toGlobalId('Segment', `${this.segmentationId}:${this.k}:${this.index}`);
  }

  @Field({ description: 'Stays with the same customers over refits of the dataset; never a position.' })
  @Column('text')
  key: string;

  @Field({
    description: 'What sets its customers apart, in a few words; no two segments of one k have the same.',
  })
  @Column('text')
  name: string;

  @Field({ description: 'Its size and the figures behind its name.' })
  @Column('text')
  description: string;

  @Field(() => Int, { description: 'Customers in it now.' })
  @Column('int')
  size: number;

  @Field(() => Float, { description: 'size over all customers of the segmentation, 0..1.' })
  @Column('float8')
  share: number;

  @Field(() => [SegmentFeature], {
    description: 'The columns that it was clustered on, then the other features and money.',
  })
  @Column('jsonb')
  profile: SegmentFeature[];
}
