import * as core from '@holdfast/ml-core';
import type { Progress } from '../../../platform/threads/thread-client.js';
import type { AnalysisTools } from '../../compute/index.js';
import type { ClusterModels, Estimators, SampledTable, TableSource } from '../../engine/index.js';
import type { FeatureSpec } from '../../feature-matrix/index.js';
import { countClusters, type LabelledRows } from '../identity/count-clusters.js';
import { labelsOf } from '../identity/earlier-labels.js';
import { numberClusters, renumber, renumberModel } from '../identity/number-clusters.js';
import type { ClusterSweep } from './cluster-sweep.js';
import { profileOf } from './column-profile.js';
import { findRules } from './find-rules.js';
import type { Outcomes } from './outcomes.js';
import { type EncodedSweep, type SweepOptions, sweepClusters } from './sweep-clusters.js';
import { weighKs } from './weigh-ks.js';

/** The rows to fit on, and the columns to use. */
export interface FitRows {
  readonly source: TableSource;
  /** The rows of the source that clusters are learned from: all of them, or a sample. */
  readonly sample: SampledTable;
  readonly spec: FeatureSpec;
  readonly outcomes: Outcomes;
}

/** How to find clusters. */
export interface FitOptions extends SweepOptions {
  /** The current clusters: new ones take their numbers if they hold the same customers. */
  readonly previous: ClusterModels | null;
}

/** The complete result of a fit. */
export interface FittedClusters {
  readonly sweep: ClusterSweep;
  /** The encoded training rows and their labels as found. */
  readonly sample: SampledTable;
  readonly encoded: EncodedSweep;
  readonly estimators: Estimators;
  readonly labelled: LabelledRows;
  /** For each k, the number of each cluster as found. */
  readonly orders: readonly (readonly number[])[];
}

/** Clusters the rows for every k, then numbers and describes the clusters. */
export async function fitSource(
  { source, sample, spec, outcomes }: FitRows,
  { previous, ...options }: FitOptions,
  { engine, pool, progress }: Omit<AnalysisTools, 'clock'> & { readonly progress: Progress },
): Promise<FittedClusters> {
  const estimators = engine.estimators ?? core;
  const before = previous && (await sample.assign(previous));
  const earlier = before ? await labelsOf(sample, before) : [];
  const encoded = await sweepClusters(
    { source, sample, features: spec.columns.length },
    { ...options, earlier },
    { estimators, pool, progress: (fraction, step) => progress(0.9 * fraction, step) },
  );
  const { X, preprocessor, logLongTails, together, computed, fits } = encoded;
  const cloud = await core.compareWithCloud(X, preprocessor.sourceIndex, {
    minK: options.minK,
    maxK: Math.max(options.minK, fits.at(-1)!.k),
    seed: options.seed,
    ...(pool && { pool }),
    onProgress: (fraction, step) => progress(0.9 + 0.05 * fraction, step),
  });
  progress(0.95, 'Describing the segments');
  const labelled = await labelRows(source, sample, encoded);
  const summaries = await Promise.all(
    fits.map((_, model) => labelled.rows.summariseClusters({ ...labelled, model })),
  );
  const sizes = summaries.map((clusters) => clusters.map(([first]) => first!.rows));
  const numbered = numberClusters(
    await countClusters(
      labelled,
      sizes,
      sample.rows === source.rows ? before : previous && (await source.assign(previous)),
    ),
  );
  progress(0.97, 'Finding rules that tell the segments');
  const rules = findRules(sample, spec.columns.length, fits, options.seed);
  const judged = fits.map(({ quality }, i) => ({ quality, clusters: summaries[i]! }));
  const { selected, weighed } = weighKs(judged, cloud, spec, outcomes);
  const sweep: ClusterSweep = {
    preprocessor,
    logLongTails,
    together,
    computed,
    recommendedK: selected.k,
    learnedRows: sample.rows,
    rows: source.rows,
    rule: selected.rule,
    clearGroups: cloud.clear,
    outliers: encoded.outliers,
    overall: describe(encoded.summaries, spec),
    pca: estimators.fitPca(X, { components: Math.min(2, X.columns) }),
    fits: numbered.map(({ order, ...origins }, i) => ({
      k: fits[i]!.k,
      model: renumberModel(fits[i]!.model, order),
      quality: fits[i]!.quality,
      weighed: weighed[i]!,
      sizes: renumber(sizes[i]!, order),
      ...origins,
      profiles: renumber(
        summaries[i]!.map((columns) => describe(columns, spec)),
        order,
      ),
      rules: renumber(rules[i]!, order),
    })),
  };
  return { sweep, sample, encoded, estimators, labelled, orders: numbered.map(({ order }) => order) };
}

function describe(summaries: readonly core.ColumnSummary[], { columns, alongside = [] }: FeatureSpec) {
  const specs = [...columns, ...alongside];
  return specs.map(({ type }, i) => profileOf(summaries[i]!, type));
}

/** The labels of all rows: those of the sweep if it saw every row, else the source finds them. */
async function labelRows(
  source: TableSource,
  sample: SampledTable,
  { preprocessor, fits }: EncodedSweep,
): Promise<LabelledRows> {
  if (sample.rows === source.rows) return { rows: sample, labelling: sample.keep(fits) };
  const models = fits.map(({ model }) => model);
  return { rows: source, labelling: await source.assign({ preprocessor, models }) };
}
