import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { perColumn } from '../../platform/graphql/complexity.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { Language } from '../../platform/words/languages.js';
import { spoken } from '../../platform/words/spoken.js';
import type { SegmentConditions } from './fit/find-rules.js';
import type { FeatureContrast } from './naming/feature-contrast.js';
import { say } from './naming/messages.js';
import type { SegmentName } from './naming/name-segments.js';
import { saySegment } from './naming/say-segment.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Segment: true;
  }
}

/** One column of a segment compared with the same column of all customers. */
@ObjectType({ description: 'One column of a segment compared with all customers.' })
export class SegmentFeature implements FeatureContrast {
  @Field({ description: 'Name of the column.' })
  feature: string;

  type: FeatureContrast['type'];

  @Field(() => Float, {
    nullable: true,
    description:
      'The mean: for a date in days since 1970-01-01, for yes/no the share of yes; null for a category.',
  })
  mean: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The median, in the units of mean; null for a category.',
  })
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
    description: 'The most frequent value of a category or yes/no; null for a number.',
  })
  topValue: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the customers with topValue, of those in the segment with any value, 0..1.',
  })
  topValueShare: number | null;

  topValueOverallShare: number | null;

  levelShares?: FeatureContrast['levelShares'];

  called?: string;
}

/** A named group of customers under one k of a segmentation. */
@ObjectType({ description: 'A group of customers with a name, under one k of a segmentation.' })
@Entity('segments')
export class Segment {
  @PrimaryColumn('uuid')
  segmentationId: string;

  /** The dataset of its customers; set where segments are read. */
  datasetId: string;

  /** The k that it belongs to. */
  @PrimaryColumn('int')
  k: number;

  @Field(() => Int, {
    description: '0..k−1. Stays with the same customers when k changes.',
  })
  @PrimaryColumn('int')
  index: number;

  @Field(() => ID, {
    name: 'id',
    description: 'Opaque; identifies this segment in this segmentation under this k.',
  })
  get globalId(): string {
    return toGlobalId('Segment', `${this.segmentationId}:${this.k}:${this.index}`);
  }

  @Field({
    description: 'Stays with the same customers when the dataset is segmented again; never a position.',
  })
  @Column('text')
  key: string;

  /** The name that a user gave its key; null if none did. Set where segments are read. */
  editedName: string | null;

  @Field({
    description:
      'The name that a user gave its key, else the automatic one; unique among the segments of one k.',
  })
  get name(): string {
    return this.editedName ?? this.automaticName;
  }

  /** Set where segments are read. */
  @Field(() => String, {
    nullable: true,
    description: 'What users wrote about it; belongs to the key, as the name does. Null if nobody did.',
  })
  note: string | null;

  /** Set where segments are read. */
  @Field(() => Int, {
    description:
      'Number of its colour, 0..9. Belongs to the key: it stays when another k is selected and when the dataset is ' +
      'segmented again. Segments of one k have different ones as far as ten colours go.',
  })
  colour: number;

  @Field({
    description: 'What sets its customers apart, in a few words; unique among the segments of one k.',
  })
  get automaticName(): string {
    return this.said().name;
  }

  /** The automatic name in English. */
  @Column('text', { name: 'name' })
  storedName: string;

  /** The figures behind its name, in English. */
  @Column('text', { name: 'description' })
  figures: string;

  @Field(() => String, { description: 'The size of the segment and the figures behind its name.' })
  get description(): string {
    return `${say().size(this.size, this.share)} ${this.said().description}`;
  }

  /** Its automatic name and the figures behind it, in the language of now. */
  private said(): SegmentName {
    const language = spoken();
    const known = this.names.get(language);
    const { storedName: name, figures, profile } = this;
    const said = known ?? saySegment({ name, figures, profile });
    if (known === undefined) this.names.set(language, said);
    return said;
  }

  /** What was said of it before: it is remembered for many calls. */
  private readonly names = new Map<Language, SegmentName>();

  @Field(() => Int, { description: 'Number of customers in it now.' })
  @Column('int')
  size: number;

  @Field(() => Float, { description: 'Its share of the customers of the segmentation, 0..1.' })
  @Column('float8')
  share: number;

  @Field(() => [SegmentFeature], {
    complexity: perColumn(),
    description: 'The columns that were clustered on, then the other features and the money column.',
  })
  @Column('jsonb')
  profile: SegmentFeature[];

  /** The conditions by which it can be told without its model; null for one that was fitted before there were any. */
  @Column('jsonb', { nullable: true })
  rule: SegmentConditions;
}
