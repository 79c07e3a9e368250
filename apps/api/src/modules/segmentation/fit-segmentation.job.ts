import type { Matrix } from '@holdfast/ml-core';
import { ERROR_CODES, type ErrorCode } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import {
  type AnalyticsEngine,
  type ClusterFit,
  type ClusterModels,
  EngineError,
  type FeatureSpec,
} from '../engine/index.js';
import { chooseFeatures, featureHash } from '../feature-matrix/index.js';
import type { JobContext, JobDefinition } from '../jobs/index.js';
import { decodeClusterModels, encodeClusterModels } from './cluster-artefact.js';
import type { DatasetSource, HeldSnapshot } from './dataset-source.js';
import { nameSweep, type PreviousSegmentation } from './name-sweep.js';
import { recommendationOf } from './recommendation.js';
import type { SegmentMemberships } from './segment-memberships.js';
import type { Segmentation } from './segmentation.entity.js';
import type { SegmentationStore } from './segmentation.store.js';
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
  readonly datasets: DatasetSource;
  readonly engine: AnalyticsEngine;
  readonly store: SegmentationStore;
  readonly memberships: SegmentMemberships;
}

/** Customers that a projection can show, so that no picture needs all of them. */
const PROJECTED = 20_000;

/**
 * Fits a segmentation: every k, names, memberships, projection. Results are stored as they come, where nobody looks yet;
 * one short transaction makes them the ones that everybody sees.
 */
export function fitSegmentationJob(deps: FitSegmentationDependencies): JobDefinition<FitSegmentationJob> {
  const { store, datasets } = deps;
  return {
    kind: FIT_SEGMENTATION,
    run: async ({ segmentationId, ownFeatures }, context) => {
      const segmentation = await store.begin(segmentationId);
      // Deleted with its dataset, or fitted by an attempt that died before it could say so.
      if (segmentation === null) return;
      await datasets.withSnapshot(
        segmentation.datasetId,
        (manager, { id }) => store.refer(manager, segmentationId, id),
        (snapshot) => fit(deps, segmentation, snapshot, !ownFeatures, context).catch(asAppError),
        context.signal,
      );
    },
    onFailed: ({ segmentationId }, { cancelled }) => store.fail(segmentationId, cancelled),
  };
}

async function fit(
  deps: FitSegmentationDependencies,
  segmentation: Segmentation,
  snapshot: HeldSnapshot,
  mayLogLongTails: boolean,
  { signal, progress }: JobContext,
): Promise<void> {
  const { id, datasetId, features, minK, maxK, seed } = segmentation;
  const { store, memberships } = deps;
  progress(0, 'Reading the customers');
  const { columns, rows } = await deps.datasets.requireReady(datasetId, ['datasetId']);
  const { spec } = chooseFeatures(columns, rows, { features });
  const previous = await findPrevious(store, datasetId, spec);
  const opened = await deps.engine.open(snapshot, spec, signal);
  try {
    progress(0.05, 'Trying every number of segments');
    const sweep = await opened.sweep(
      { minK, maxK, seed, mayLogLongTails, previous: previous?.models ?? null },
      (fraction, step) => progress(0.05 + 0.75 * fraction, step),
    );
    progress(0.8, 'Naming the segments');
    const overall = await opened.profile();
    const named = nameSweep(sweep, spec, overall, previous, `${featureHash(snapshot.sha256, spec)}:${seed}`);
    const selectedK = segmentation.requestedK ?? sweep.recommendedK;
    const models = { preprocessor: sweep.preprocessor, models: sweep.fits.map(({ model }) => model) };
    const pca = await opened.pca({ components: 2, preprocessor: sweep.preprocessor });

    progress(0.85, 'Writing down who is in which segment');
    await store.writeSegments(id, named);
    await opened.assign(models, (batch) =>
      memberships.store.write(id, snapshot.revision, models.models.length, batch),
    );
    await opened.project({ pca, clusters: models, sample: PROJECTED, seed }, (points) =>
      store.writePoints(id, points),
    );
    await store.describe(id, {
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
    // Most of those who changed meanwhile are placed before anybody looks; the rest follow the activation.
    await memberships.catchUp(segmentation, signal);
    signal.throwIfAborted();
    await store.complete(id, datasetId, selectedK);
    progress(1, 'Done');
  } finally {
    await opened.close();
  }
}

/**
 * The active segmentation, where the columns that it needs are read for this one as well and its models can be read;
 * else identities start anew.
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
  return models && { models, keys: active.keys };
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

function toQuality(quality: ClusterFit['quality']): SegmentationQuality {
  const { k, inertia, silhouetteScore, daviesBouldinScore, calinskiHarabaszScore, stability, smallestShare } =
    quality;
  return { k, inertia, silhouetteScore, daviesBouldinScore, calinskiHarabaszScore, stability, smallestShare };
}

function toRows({ rows, columns, data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
}

/** What the engine says of the data is meant for the caller; what it says of itself is ours to mend. */
function asAppError(cause: unknown): never {
  if (cause instanceof EngineError && cause.code !== undefined && Object.hasOwn(ERROR_CODES, cause.code)) {
    throw new AppError(cause.code as ErrorCode, cause.message, { cause });
  }
  throw cause;
}
