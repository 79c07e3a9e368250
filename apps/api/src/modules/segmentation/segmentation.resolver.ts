import { MAX_K, MAX_PROJECTION_SAMPLE } from '@holdfast/schema';
import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { notFound } from '../../platform/errors/app-error.js';
import { LOOKUP, listOf, perColumn, SCAN, sizedBy } from '../../platform/graphql/complexity.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { fromGlobalId, requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Dataset } from '../datasets/index.js';
import type { Job } from '../jobs/index.js';
import { compareSegments } from './comparison/compare-segments.js';
import { SegmentDifference } from './comparison/segment-difference.types.js';
import type { DatasetSource } from './dataset-source.js';
import { MOST_OUTLIERS } from './outliers/read-outliers.js';
import { SegmentationOutlier } from './outliers/segmentation-outlier.types.js';
import { Segment } from './segment.entity.js';
import type { SegmentReader } from './segment-reader.js';
import { Segmentation } from './segmentation.entity.js';
import {
  FitSegmentationInput,
  NoteSegmentInput,
  RenameSegmentInput,
  SelectSegmentationKInput,
  WHICH_K,
} from './segmentation.inputs.js';
import {
  FitSegmentationPayload,
  NoteSegmentPayload,
  RenameSegmentPayload,
  SelectSegmentationKPayload,
} from './segmentation.payloads.js';
import type { SegmentationService } from './segmentation.service.js';
import { Projection, SegmentHistogram } from './segmentation.types.js';

/** Resolves segmentations. */
@Resolver(() => Segmentation)
export class SegmentationResolver {
  constructor(
    readonly segmentations: SegmentationService,
    readonly reader: SegmentReader,
    readonly datasets: Pick<DatasetSource, 'datasetLoader'>,
  ) {}

  @Authorized('VIEWER')
  @Query(() => Segmentation, {
    complexity: LOOKUP,
    nullable: true,
    description: 'A segmentation by its ID; null if there is none.',
  })
  async segmentation(
    @Ctx() call: CallContext,
    @Arg('id', () => ID, { description: 'ID of a segmentation.' }) id: string,
  ) {
    const key = fromGlobalId('Segmentation', id);
    return key === null ? null : this.segmentations.find(call, key);
  }

  @Authorized('ANALYST')
  @Mutation(() => FitSegmentationPayload, {
    description:
      'Fits every k from minK to maxK in one job, recommends one, and makes it, or the requested k, the active one.',
  })
  fitSegmentation(
    @Ctx() call: CallContext,
    @Arg('input', () => FitSegmentationInput, { description: 'Which customers to segment, and how.' })
    input: FitSegmentationInput,
  ): Promise<FitSegmentationPayload> {
    const empty = { segmentation: null as Segmentation | null, job: null as Job | null };
    return withUserErrors(empty, async () => {
      const datasetId = requireKey('Dataset', input.datasetId, ['datasetId']);
      return this.segmentations.fit(call, { ...input, datasetId });
    });
  }

  @Authorized('ANALYST')
  @Mutation(() => SelectSegmentationKPayload, {
    description: 'Switches to another fitted k, without a refit.',
  })
  selectSegmentationK(
    @Ctx() call: CallContext,
    @Arg('input', () => SelectSegmentationKInput, { description: 'Which k of which segmentation.' })
    { segmentationId, k }: SelectSegmentationKInput,
  ): Promise<SelectSegmentationKPayload> {
    return withUserErrors({ segmentation: null as Segmentation | null }, async () => ({
      segmentation: await this.segmentations.selectK(
        call,
        requireKey('Segmentation', segmentationId, ['segmentationId']),
        k,
      ),
    }));
  }

  @Authorized('ANALYST')
  @Mutation(() => RenameSegmentPayload, {
    description: 'Gives a segment a name of your own, which stays with its key; a blank one takes it back.',
  })
  renameSegment(
    @Ctx() call: CallContext,
    @Arg('input', () => RenameSegmentInput, { description: 'Which segment, and its name.' })
    { segmentationId, key, name }: RenameSegmentInput,
  ): Promise<RenameSegmentPayload> {
    const empty = { segment: null as Segment | null, segmentation: null as Segmentation | null };
    return withUserErrors(empty, async () => {
      const id = requireKey('Segmentation', segmentationId, ['segmentationId']);
      return this.segmentations.rename(call, id, key, name);
    });
  }

  @Authorized('ANALYST')
  @Mutation(() => NoteSegmentPayload, {
    description: 'Writes what users say of a segment, beside its name; a blank text takes it back.',
  })
  noteSegment(
    @Ctx() call: CallContext,
    @Arg('input', () => NoteSegmentInput, { description: 'Which segment, and what to write about it.' })
    { segmentationId, key, note }: NoteSegmentInput,
  ): Promise<NoteSegmentPayload> {
    return withUserErrors({ segment: null as Segment | null }, async () => {
      const id = requireKey('Segmentation', segmentationId, ['segmentationId']);
      return { segment: await this.segmentations.note(call, id, key, note) };
    });
  }

  @FieldResolver(() => Dataset, { description: 'The dataset whose customers are segmented.' })
  async dataset(@Root() { datasetId }: Segmentation, @Ctx() call: CallContext): Promise<Dataset> {
    const dataset = await call.load(this.datasets.datasetLoader, datasetId);
    if (dataset === null) throw notFound('Dataset', toGlobalId('Dataset', datasetId));
    return dataset;
  }

  @FieldResolver(() => [Segment], {
    complexity: listOf(MAX_K, LOOKUP),
    description: 'The segments of one k, by index; empty until COMPLETED.',
  })
  async segments(
    @Root() segmentation: Segmentation,
    @Ctx() call: CallContext,
    @Arg('k', () => Int, WHICH_K) k?: number | null,
  ): Promise<Segment[]> {
    return this.reader.segments(call, segmentation, k);
  }

  @FieldResolver(() => Segment, {
    nullable: true,
    description: 'One of the segments, by its key; null if there is none.',
  })
  async segment(
    @Root() segmentation: Segmentation,
    @Arg('key', () => String, { description: 'Key of a segment.' }) key: string,
    @Ctx() call: CallContext,
    @Arg('k', () => Int, WHICH_K) k?: number | null,
  ): Promise<Segment | null> {
    const segments = await this.reader.segments(call, segmentation, k);
    return segments.find((segment) => segment.key === key) ?? null;
  }

  @FieldResolver(() => [SegmentDifference], {
    complexity: perColumn(),
    description:
      'What sets two segments apart, the largest standardised difference first. Columns without one come last.',
  })
  async compare(
    @Root() segmentation: Segmentation,
    @Arg('keyA', () => String, { description: 'Key of one segment.' }) keyA: string,
    @Arg('keyB', () => String, { description: 'Key of the other segment.' }) keyB: string,
    @Ctx() call: CallContext,
    @Arg('k', () => Int, WHICH_K) k?: number | null,
  ): Promise<SegmentDifference[]> {
    return compareSegments(await this.reader.segments(call, segmentation, k), keyA, keyB);
  }

  @FieldResolver(() => Projection, {
    complexity: sizedBy('sample', MAX_PROJECTION_SAMPLE, MAX_PROJECTION_SAMPLE / 10),
    description:
      'The customers on two principal components; at most `sample` of them, sampled so that every segment is represented.',
  })
  projection(
    @Ctx() call: CallContext,
    @Root() segmentation: Segmentation,
    @Arg('sample', () => Int, {
      nullable: true,
      defaultValue: 5000,
      description: 'Maximum number of customers, 1..20000.',
    })
    sample: number | null,
    @Arg('k', () => Int, WHICH_K) k?: number | null,
  ): Promise<Projection> {
    return this.reader.projection(call, segmentation, sample ?? 5000, k);
  }

  @FieldResolver(() => [SegmentationOutlier], {
    complexity: listOf(MOST_OUTLIERS),
    description:
      'Customers who lie apart from all others in a column that was clustered on, and why; at most 20 a column and 100 ' +
      'in all.',
  })
  outliers(@Ctx() call: CallContext, @Root() segmentation: Segmentation): Promise<SegmentationOutlier[]> {
    return this.reader.outliers(call, segmentation);
  }

  @FieldResolver(() => [SegmentHistogram], {
    complexity: listOf(MAX_K, SCAN),
    description:
      "One feature's histogram for each segment, over common bin edges; empty for a category, which has no order.",
  })
  histograms(
    @Ctx() call: CallContext,
    @Root() segmentation: Segmentation,
    @Arg('feature', () => String, { description: 'A column of the profiles.' }) feature: string,
    @Arg('bins', () => Int, {
      nullable: true,
      defaultValue: 20,
      description: 'Number of bins of equal width, 1..100; yes/no always has 2.',
    })
    bins: number | null,
    @Arg('k', () => Int, WHICH_K) k?: number | null,
  ): Promise<SegmentHistogram[]> {
    return this.reader.histograms(call, segmentation, { feature, bins: bins ?? 20, k });
  }
}
