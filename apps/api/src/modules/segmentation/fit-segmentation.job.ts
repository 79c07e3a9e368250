import type { Matrix } from '@holdfast/ml-core';
import type { DataSource, EntityManager } from 'typeorm';
import { copyInto } from '../../platform/database/copy-into.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Compute, RunningAnalysis } from '../compute/index.js';
import { type ClusterBatch, type ClusterModels, snapshotRef } from '../engine/index.js';
import { chooseFeatures, type FeatureSpec, featureHash } from '../feature-matrix/index.js';
import type { JobContext, JobDefinition } from '../jobs/index.js';
import { decodeClusterModels, encodeClusterModels } from './cluster-artefact.js';
import type { DatasetSource } from './dataset-source.js';
import type { ClusterFit } from './fit/cluster-sweep.js';
import type { FitClustersOperations, FitClustersRequest } from './fit/fit-clusters.js';
import type { ProjectionBatch } from './fit/send-results.js';
import { nameSweep, type PreviousSegmentation } from './name-sweep.js';
import { recommendationOf } from './recommendation.js';
import { Segmentation } from './segmentation.entity.js';
import type { SegmentationQuality } from './segmentation.types.js';

/** The kind of the job that fits a segmentation. */
export const FIT_SEGMENTATION = 'fit-segmentation';

/** Which segmentation to fit. */
export interface FitSegmentationJob {
  readonly segmentationId: string;
  /** Whether the caller named the columns: then their numbers are taken as they are. */
  readonly ownFeatures: boolean;
}

/** What the job stands on. */
export interface FitSegmentationDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetSource;
  readonly engine: Compute;
}

/** Customers that a projection can show, so that no picture needs all of them. */
const PROJECTED = 20_000;

/**
 * Fits a segmentation: every k, names, memberships, projection. Everything is stored in one transaction at the end, so
 * that a lost or cancelled job leaves the segmentation as it was, without results.
 */
export function fitSegmentationJob(deps: FitSegmentationDependencies): JobDefinition<FitSegmentationJob> {
  return {
    kind: FIT_SEGMENTATION,
    run: async ({ segmentationId, ownFeatures }, context) => {
      const segmentation = await deps.dataSource
        .getRepository(Segmentation)
        .findOneBy({ id: segmentationId });
      // Deleted with its dataset, or fitted by an attempt that died before it could say so.
      if (segmentation === null || segmentation.status === 'COMPLETED') return;
      await deps.dataSource.getRepository(Segmentation).update(segmentationId, { status: 'RUNNING' });
      await fit(deps, segmentation, !ownFeatures, context);
    },
    onFailed: async ({ segmentationId }, { cancelled }) => {
      const status = cancelled ? 'CANCELLED' : 'FAILED';
      await deps.dataSource.getRepository(Segmentation).update(segmentationId, { status });
    },
  };
}

async function fit(
  deps: FitSegmentationDependencies,
  segmentation: Segmentation,
  mayLogLongTails: boolean,
  { signal, progress }: JobContext,
): Promise<void> {
  const { datasetId, features, minK, maxK, seed } = segmentation;
  progress(0, 'Reading the customers');
  const snapshot = await deps.datasets.snapshot(datasetId, signal);
  const { columns, rows } = await deps.datasets.requireReady(datasetId, ['datasetId']);
  const { spec } = chooseFeatures(columns, rows, { features });
  const previous = await findPrevious(deps.dataSource, datasetId, spec);
  const request: FitClustersRequest = { snapshot: snapshotRef(snapshot), spec };
  const fitting = await deps.engine.open<FitClustersOperations>('clusters', request, signal);
  try {
    progress(0.05, 'Trying every number of segments');
    const sweep = await fitting.call(
      'fit',
      { minK, maxK, seed, mayLogLongTails, previous: previous?.models ?? null },
      { onProgress: (fraction, step) => progress(0.05 + 0.75 * fraction, step) },
    );
    progress(0.8, 'Naming the segments');
    const named = nameSweep(sweep, spec, previous, `${featureHash(snapshot.sha256, spec)}:${seed}`);
    const selectedK = segmentation.requestedK ?? sweep.recommendedK;
    const models = { preprocessor: sweep.preprocessor, models: sweep.fits.map(({ model }) => model) };
    const { pca } = sweep;

    progress(0.85, 'Writing down who is in which segment');
    await deps.dataSource.transaction(async (manager) => {
      const id = segmentation.id;
      await copyInto(
        manager,
        'segments',
        SEGMENT_COLUMNS,
        named.map((segment) => [
          id,
          segment.k,
          segment.index,
          segment.key,
          segment.name,
          segment.description,
          segment.size,
          segment.share,
          { json: segment.profile },
        ]),
      );
      await writeMemberships(manager, fitting, id, models.models.length);
      const writePoints = async ({ rows, x, y }: ProjectionBatch) => {
        const points = Array.from(rows, (row, i) => [id, i, row, x[i]!, y[i]!] as const);
        await copyInto(manager, 'projection_points', ['segmentation_id', 'rank', 'row', 'x', 'y'], points);
      };
      await fitting.call('projection', { sample: PROJECTED, seed }, { sink: writePoints });
      await manager.query('update segmentations set active = false where dataset_id = $1 and active', [
        datasetId,
      ]);
      await manager.update(Segmentation, id, {
        status: 'COMPLETED',
        active: true,
        maxK: sweep.fits.at(-1)!.k,
        selectedK,
        recommendedK: sweep.recommendedK,
        recommendation: recommendationOf(sweep),
        qualities: sweep.fits.map(({ quality }) => toQuality(quality)),
        explainedVarianceRatio: [...pca.explainedVarianceRatio],
        loadings: toRows(pca.components),
        encodedFeatures: [...sweep.preprocessor.encodedNames],
        models: encodeClusterModels(models),
      });
      // Without statistics the first questions about so many new rows are planned as if there were a handful.
      await manager.query('analyze segmentations, segments, segment_memberships, projection_points');
    });
    progress(1, 'Done');
  } finally {
    await fitting.close();
  }
}

const SEGMENT_COLUMNS = [
  'segmentation_id',
  'k',
  'index',
  'key',
  'name',
  'description',
  'size',
  'share',
  'profile',
];

/**
 * The active segmentation, where the columns that it needs are read for this one as well and its models can be read;
 * else identities start anew.
 */
async function findPrevious(
  dataSource: DataSource,
  datasetId: string,
  spec: FeatureSpec,
): Promise<PreviousSegmentation | null> {
  const [active] = await dataSource.query<{ id: string; models: Buffer[]; features: string[] }[]>(
    'select id, models, features from segmentations where dataset_id = $1 and active',
    [datasetId],
  );
  const read = new Set([...spec.columns, ...(spec.alongside ?? [])].map(({ name }) => name));
  if (active === undefined || !active.features.every((name) => read.has(name))) return null;
  const models = readable(active.models);
  if (models === null) return null;
  const segments = await dataSource.query<{ k: number; keys: string[] }[]>(
    'select k, array_agg(key order by index) as keys from segments where segmentation_id = $1 group by k',
    [active.id],
  );
  return { models, keys: new Map(segments.map(({ k, keys }) => [k, keys])) };
}

/** Null for models that are damaged: a fit is what mends that, so it must not fail of it. */
function readable(models: readonly Buffer[]): ClusterModels | null {
  try {
    return decodeClusterModels(models);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function writeMemberships(
  manager: EntityManager,
  fitting: RunningAnalysis<FitClustersOperations>,
  segmentationId: string,
  width: number,
): Promise<void> {
  const write = async ({ rows, labels }: ClusterBatch) => {
    const memberships = Array.from(
      rows,
      (row, i) => [segmentationId, row, labels.subarray(i * width, (i + 1) * width)] as const,
    );
    await copyInto(manager, 'segment_memberships', ['segmentation_id', 'row', 'labels'], memberships);
  };
  await fitting.call('memberships', {}, { sink: write });
}

function toQuality(quality: ClusterFit['quality']): SegmentationQuality {
  const { k, inertia, silhouetteScore, daviesBouldinScore, calinskiHarabaszScore, stability, smallestShare } =
    quality;
  return { k, inertia, silhouetteScore, daviesBouldinScore, calinskiHarabaszScore, stability, smallestShare };
}

function toRows({ rows, columns, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}
