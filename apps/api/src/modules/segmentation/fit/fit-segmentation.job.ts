import type { Matrix } from '@holdfast/ml-core';
import { MAX_MAP_SIZE } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import type { Compute } from '../../compute/index.js';
import { labelsOf, type Snapshot } from '../../datasets/index.js';
import { type ClusterBatch, type ClusterModels, snapshotRef } from '../../engine/index.js';
import { chooseFeatures, type FeatureSpec, featureHash } from '../../feature-matrix/index.js';
import type { JobContext, JobDefinition } from '../../jobs/index.js';
import type { DatasetSource } from '../dataset-source.js';
import type { SegmentMemberships } from '../membership/segment-memberships.js';
import { nameSweep, type PreviousSegmentation } from '../naming/name-sweep.js';
import { recommendationOf, sayFailure } from '../naming/recommendation.js';
import type { Segmentation } from '../segmentation.entity.js';
import type { SegmentationStore } from '../segmentation.store.js';
import type { SegmentationQuality } from '../segmentation.types.js';
import { decodeClusterModels, encodeClusterModels, encodeComponents } from './cluster-artefact.js';
import type { ClusterFit } from './cluster-sweep.js';
import type { FitClustersOperations, FitClustersRequest } from './fit-clusters.js';
import { chooseOutcomes } from './outcomes.js';
import type { ProjectionBatch } from './send-results.js';

/** The kind of the job that fits a segmentation. */
export const FIT_SEGMENTATION = 'fit-segmentation';

/** Which segmentation to fit. */
export interface FitSegmentationJob {
  readonly segmentationId: string;
  /** Whether the caller named the columns, whose numbers are then used as they are. */
  readonly ownFeatures: boolean;
}

/** What the job depends on. */
export interface FitSegmentationDependencies {
  readonly datasets: DatasetSource;
  readonly engine: Compute;
  readonly store: SegmentationStore;
  readonly memberships: SegmentMemberships;
}

/**
 * Fits a segmentation: every k, names, memberships, projection. Results are stored as they come, invisible at first;
 * one short transaction makes them visible.
 */
export function fitSegmentationJob(deps: FitSegmentationDependencies): JobDefinition<FitSegmentationJob> {
  const { store, datasets } = deps;
  return {
    kind: FIT_SEGMENTATION,
    needs: async ({ segmentationId }, call) => {
      const asked = await store.find(segmentationId);
      if (asked === null) return { bytes: 0 };
      const { rows, columns } = await datasets.requireReady(call, asked.datasetId, ['datasetId']);
      return { bytes: deps.engine.memoryFor(rows, columns.length) };
    },
    run: async ({ segmentationId, ownFeatures }, context) => {
      const segmentation = await store.begin(segmentationId);
      // Deleted with its dataset, or fitted by an attempt that died before it could report it.
      if (segmentation === null) return;
      await datasets.withSnapshot(
        context.call,
        segmentation.datasetId,
        (manager, { id }) => store.refer(manager, segmentationId, id),
        (snapshot) => fit(deps, segmentation, snapshot, !ownFeatures, context),
      );
    },
    onFailed: ({ segmentationId }, { cancelled }) => store.fail(segmentationId, cancelled),
  };
}

async function fit(
  deps: FitSegmentationDependencies,
  segmentation: Segmentation,
  snapshot: Snapshot,
  mayLogLongTails: boolean,
  { call, progress }: JobContext,
): Promise<void> {
  const { id, datasetId, features, weights, minK, maxK, seed } = segmentation;
  const { store, memberships } = deps;
  progress(0, 'Reading the customers');
  const { columns, rows } = await deps.datasets.requireReady(call, datasetId, ['datasetId']);
  const { spec } = chooseFeatures(columns, rows, { features });
  const previous = await findPrevious(store, datasetId, spec);
  const outcomes = chooseOutcomes(columns, spec);
  const request: FitClustersRequest = { snapshot: snapshotRef(snapshot), spec, outcomes };
  const fitting = await deps.engine.open<FitClustersOperations>('clusters', request, call.signal);
  try {
    progress(0.05, 'Trying every number of segments');
    const sweep = await fitting.call(
      'fit',
      { minK, maxK, seed, weights, mayLogLongTails, previous: previous?.models ?? null },
      { onProgress: (fraction, step) => progress(0.05 + 0.75 * fraction, step) },
    );
    const reachedK = sweep.fits.at(-1)!.k;
    const selectedK = segmentation.requestedK ?? sweep.recommendedK;
    if (selectedK > reachedK) {
      throw new AppError(
        'TOO_FEW_DISTINCT_ROWS',
        `k is ${selectedK}; the distinct profiles of the customers allow ${minK}..${reachedK}.`,
        { field: ['k'] },
      );
    }
    progress(0.8, 'Naming the segments');
    const weighed = weights.length === 0 ? '' : `:${JSON.stringify(weights)}`;
    const salt = `${featureHash(snapshot.sha256, spec)}:${seed}${weighed}`;
    const named = nameSweep(sweep, spec, previous, { salt, labels: labelsOf(columns) });
    const models = { preprocessor: sweep.preprocessor, models: sweep.fits.map(({ model }) => model) };
    const { pca } = sweep;

    progress(0.85, 'Storing who is in which segment');
    await store.writeSegments(id, named);
    const writeMemberships = (batch: ClusterBatch) =>
      memberships.store.write(id, snapshot.revision, models.models.length, batch);
    const placed = await fitting.call('memberships', {}, { sink: writeMemberships });
    const writePoints = (points: ProjectionBatch) =>
      store.writePoints(id, points, { customers: placed, size: MAX_MAP_SIZE });
    await fitting.call('projection', { sample: MAX_MAP_SIZE, seed }, { sink: writePoints });
    const recommendation = recommendationOf(sweep);
    await store.describe(id, {
      maxK: reachedK,
      selectedK,
      recommendedK: sweep.recommendedK,
      storedRecommendation: recommendation.text,
      clearGroups: sweep.clearGroups,
      columnOutliers: [...sweep.outliers],
      columnsTogether: sweep.together.map((names) => [...names]),
      columnsComputed: sweep.computed.map(({ parts, ...counted }) => ({ ...counted, parts: [...parts] })),
      qualities: sweep.fits.map((fit) => ({
        ...toQuality(fit),
        ...(fit.k === sweep.recommendedK && { recommendation: recommendation.said }),
      })),
      explainedVarianceRatio: [...pca.explainedVarianceRatio],
      loadings: toRows(pca.components),
      encodedFeatures: [...sweep.preprocessor.encodedNames],
      models: encodeClusterModels(models),
      components: encodeComponents(pca),
    });
    // Most customers that changed meanwhile are placed before anyone looks; the rest follow the activation.
    await memberships.catchUp(call, segmentation);
    call.signal.throwIfAborted();
    await store.complete(id, datasetId, selectedK);
    progress(1, 'Done');
  } finally {
    await fitting.close();
  }
}

/**
 * The active segmentation, if the columns that it needs are also read for this one and its models are readable;
 * otherwise identities start afresh.
 */
async function findPrevious(
  store: SegmentationStore,
  datasetId: string,
  spec: FeatureSpec,
): Promise<PreviousSegmentation | null> {
  const active = await store.activeModels(datasetId);
  const read = new Set([...spec.columns, ...(spec.alongside ?? [])].map(({ name }) => name));
  if (active === null || !active.features.every((name) => read.has(name))) return null;
  const models = readable(active.models);
  return models && { ...active, models };
}

/** Null for damaged models: a fit repairs them, so it must not fail because of them. */
function readable(models: readonly Buffer[] | null): ClusterModels | null {
  try {
    return decodeClusterModels(models ?? []);
  } catch (error) {
    if (error instanceof DamagedError) return null;
    throw error;
  }
}

function toQuality({ quality, weighed }: ClusterFit): SegmentationQuality {
  const { sizes: _sizes, silhouetteStandardError: _error, ...figures } = quality;
  const { failures, ...explained } = weighed;
  const failed = failures.map((failure) => sayFailure(failure, quality));
  return {
    ...figures,
    ...explained,
    failed: failed.map(({ text }) => text),
    saidFailed: failed.map(({ said }) => said),
  };
}

function toRows({ rows, columns, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}
