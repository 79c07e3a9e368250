import { MAX_K, MIN_K } from '@holdfast/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { listOf, perColumn } from '../../platform/graphql/complexity.js';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { sayKept } from '../../platform/words/kept.js';
import type { FeatureColumnSpec } from '../engine/index.js';
import { RunStatus } from '../jobs/index.js';
import { ColumnWeight } from './column-weight.types.js';
import { ComputedColumn } from './computed-column.types.js';
import type { ColumnOutliers } from './fit/find-outliers.js';
import { say } from './naming/messages.js';
import { SegmentationQuality } from './segmentation.types.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Segmentation: true;
  }
}

/** Customers split into segments, for every k from `minK` to `maxK`; one k is selected. */
@ObjectType({ description: 'Customers split into segments, for every k that was fitted; one k is selected.' })
@Entity('segmentations')
export class Segmentation {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; stable for the life of the segmentation.' })
  get globalId(): string {
    return toGlobalId('Segmentation', this.id);
  }

  @Column('uuid')
  datasetId: string;

  @Field(() => RunStatus, { description: 'COMPLETED when its segments can be read.' })
  @Column('text')
  status: RunStatus;

  @Field({ description: 'When it was requested.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Int, { description: 'The same seed and data give the same result.' })
  @Column('int')
  seed: number;

  @Field({
    description:
      'The engine that computed it: "local", or "reference" for the independent, slower estimators.',
  })
  @Column('text')
  engine: string;

  @Field(() => [String], { complexity: perColumn(), description: 'The columns that were clustered on.' })
  @Column('text', { array: true })
  features: string[];

  @Field(() => [ColumnWeight], {
    complexity: perColumn(),
    description: 'The columns of `features` that count more or less than once.',
  })
  @Column('jsonb')
  weights: ColumnWeight[];

  @Field(() => [[String]], {
    complexity: perColumn(),
    description:
      'Columns of `features` that say nearly the same (numbers with |r| ≥ 0.95, categories whose levels go in pairs): each group, of two or more, counts as much as one of its columns would.',
  })
  @Column('jsonb')
  columnsTogether: string[][];

  @Field(() => [ComputedColumn], {
    complexity: perColumn(),
    description:
      'Columns of `features` that follow from others of them, so that what they say would count twice. A total, or mean, of columns counts not at all: its columns say all of it. Of a ratio and its two columns, and of a product and its two, each counts two thirds. Columns that `weights` names are left as they were asked for.',
  })
  @Column('jsonb')
  columnsComputed: ComputedColumn[];

  @Column('int')
  minK: number;

  @Column('int')
  maxK: number;

  /** The requested k; null for the recommended one. */
  @Column('int', { nullable: true })
  requestedK: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The k in use; null until COMPLETED.',
  })
  @Column('int', { nullable: true })
  selectedK: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Of the k that are stable (adjusted Rand index over resampled refits at least 0.85 on average and 0.70 at worst) ' +
      'and have no segment under 2 % of the customers, the one with the best `rating` less a hundredth for each segment; ' +
      'null until COMPLETED.',
  })
  @Column('int', { nullable: true })
  recommendedK: number | null;

  /** In English. */
  @Column('text', { name: 'recommendation', nullable: true })
  storedRecommendation: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why this k is recommended, in a sentence for marketers.',
  })
  get recommendation(): string | null {
    const { qualities, storedRecommendation: stored } = this;
    const said = qualities?.find(({ recommendation }) => recommendation)?.recommendation;
    return stored && sayKept(say().recommendations, said, stored);
  }

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the customers form groups at all. False where splitting them separates and explains hardly more than ' +
      'splitting one cloud with the same columns and correlations: segments are slices then. Null until COMPLETED, for ' +
      'fewer than 50 customers, and for segmentations that an earlier release fitted.',
  })
  @Column('bool', { nullable: true })
  clearGroups: boolean | null;

  /** The columns in which a handful of customers lies apart from all others. */
  @Column('jsonb')
  columnOutliers: ColumnOutliers[];

  /** Whether it is its dataset's active segmentation. */
  @Column('bool')
  active: boolean;

  @Column('text', { nullable: true })
  jobId: string | null;

  /** The snapshot that it was fitted on; null if it is not fitted or an early release fitted it. */
  @Column('uuid', { nullable: true })
  snapshotId: string | null;

  @Field(() => [SegmentationQuality], {
    complexity: listOf(MAX_K - MIN_K + 1),
    description: 'One entry per fitted k, ascending; empty until COMPLETED.',
  })
  @Column('jsonb')
  qualities: SegmentationQuality[];

  /** The columns that it clusters on, with their types. */
  @Column('jsonb')
  columns: FeatureColumnSpec[];

  @Column('float8', { array: true })
  explainedVarianceRatio: number[];

  @Column('jsonb')
  loadings: number[][];

  @Column('text', { array: true })
  encodedFeatures: string[];

  @Field(() => Int, { description: 'How many customers its map has room for; of more, it has a sample.' })
  @Column('int')
  mapSize: number;

  /** The models that assign customers, see `encodeClusterModels`; read only on demand. */
  @Column('bytea', { array: true, nullable: true, select: false })
  models: Buffer[] | null;

  /** The principal components of the map, see `encodeComponents`; null where an earlier release fitted it. */
  @Column('bytea', { nullable: true, select: false })
  components: Buffer | null;
}

/** A page of segmentations. */
export const SegmentationConnection = connectionTypes('Segmentation', () => Segmentation);
