import {
  centroidDistances,
  createMatrix,
  encodeRecord,
  type KMeansModel,
  nearestCentroid,
  transformPca,
} from '@holdfast/ml-core';
import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import type { Logger } from '../../../platform/logger.js';
import type { Customer } from '../../customers/index.js';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';
import type { DatasetSource } from '../dataset-source.js';
import type { SegmentsKey } from '../read-segments.js';
import type { Segmentation } from '../segmentation.entity.js';
import { type ActiveSegmentation, MembershipStore, type StoredCustomer } from './membership.store.js';
import type { PlacedCustomer } from './placed-customer.js';
import { readSegmentModels, type SegmentModels } from './segment-models.js';

/** The segment of a record, and what had to be assumed about the record. Null if the segmentation is damaged. */
export interface SegmentAssignment {
  readonly key: string | null;
  readonly name: string | null;
  /** What had to be assumed about a column, or about the whole. */
  readonly warnings: readonly { readonly column: string | null; readonly message: string }[];
}

/** How a customer stands to the segments of the active segmentation under its selected k. */
export interface SegmentStanding {
  /** 1 − the distance to its own centre divided by that to the next one, 0..1. */
  readonly typicality: number;
  /** The segment whose centre is the next one. */
  readonly second: SegmentsKey & { readonly index: number };
}

/**
 * Assigns records to the segments of one segmentation under its selected k; takes microseconds per record, stores
 * nothing.
 */
export type SegmentAssigner = (attributes: Attributes) => SegmentAssignment;

const UNASSIGNED: SegmentAssignment = {
  key: null,
  name: null,
  warnings: [
    { column: null, message: 'the active segmentation is damaged, so there is no segment; fit it again' },
  ],
};

/** Customers placed per transaction. */
const BATCH = 1000;

/** Keeps memberships up to date as customers change after a fit, and assigns records that are not stored. */
export class SegmentMemberships {
  /** Cached models of active segmentations; a segmentation's models never change. */
  readonly #loaded = new Map<string, { segmentationId: string; models: SegmentModels }>();
  readonly #assigners = new Map<string, { version: string; assign: SegmentAssigner }>();
  readonly store: MembershipStore;

  constructor(
    readonly dataSource: DataSource,
    readonly datasets: Pick<DatasetSource, 'lock'>,
    private readonly logger: Logger,
  ) {
    this.store = new MembershipStore(dataSource);
  }

  /** The assigner of a dataset's active segmentation, kept in memory; null if there is none. A single index look-up. */
  async assigner(call: CallContext, datasetId: string): Promise<SegmentAssigner | null> {
    call.require('VIEWER', datasetId);
    const active = await this.store.active(datasetId);
    if (active === null) return null;
    const version = `${active.id}:${active.selectedK}:${active.renamedAt}`;
    const kept = this.#assigners.get(datasetId);
    if (kept?.version === version) return kept.assign;
    const models = await this.#readable(datasetId, active);
    if (models === null) return () => UNASSIGNED;
    const assign = await this.#makeAssigner(models, datasetId, active);
    this.#assigners.set(datasetId, { version, assign });
    return assign;
  }

  /** How customers stand to their segments; null where there is no readable segmentation. Microseconds a customer. */
  readonly standings: LoaderDefinition<Customer, SegmentStanding | null> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (customers) => {
      const ids = [...new Set(customers.map(({ datasetId }) => datasetId))];
      const stands = await Promise.all(ids.map(async (id) => [id, await this.#standing(id)] as const));
      const byDataset = new Map(stands);
      return customers.map(({ datasetId, attributes }) => byDataset.get(datasetId)?.(attributes) ?? null);
    },
  };

  async #standing(datasetId: string): Promise<((attributes: Attributes) => SegmentStanding) | null> {
    const active = await this.store.active(datasetId);
    const loaded = active && (await this.#readable(datasetId, active));
    const model = loaded?.models.find(({ k }) => k === active!.selectedK);
    if (!loaded || !model) return null;
    const { id, selectedK: k } = active!;
    return (attributes) => {
      const { typicality, second } = standingOf(
        model,
        encodeRecord(loaded.preprocessor, toFeatureRecord(loaded, attributes)).x,
      );
      return { typicality, second: { datasetId, id, k, index: second } };
    };
  }

  /**
   * Removes customers from every segmentation of a dataset, in the caller's transaction; returns how many rows were
   * deleted.
   */
  remove(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    return this.store.remove(manager, datasetId, rows);
  }

  /**
   * Places changed customers in the active segmentation: those with these rows, or all of them if rows is null. If it is
   * damaged they have no segment, rather than one of earlier attributes; the next segmentation places them.
   */
  async update(call: CallContext, datasetId: string, rows: readonly number[] | null): Promise<void> {
    call.require('ANALYST', datasetId);
    const active = await this.store.active(datasetId);
    if (active === null) return;
    await this.#place(call, datasetId, active.id, await this.#readable(datasetId, active), rows);
  }

  /** Places all customers that changed since a segmentation last placed them. @throws DamagedError */
  async catchUp(call: CallContext, { id, datasetId }: Pick<Segmentation, 'id' | 'datasetId'>): Promise<void> {
    call.require('ANALYST', datasetId);
    await this.#place(call, datasetId, id, await this.#models(datasetId, id), null);
  }

  /** The damage that users notice, in words for the operator. */
  async faults(): Promise<string[]> {
    const datasets = await this.store.damaged();
    return datasets.map(
      (id) => `the active segmentation of dataset ${id} is damaged: changed customers have no segment`,
    );
  }

  async #place(
    { signal }: CallContext,
    datasetId: string,
    segmentationId: string,
    models: SegmentModels | null,
    rows: readonly number[] | null,
  ): Promise<void> {
    for (let after = -1; ; ) {
      signal.throwIfAborted();
      const stale = await this.store.stale(datasetId, segmentationId, { rows, after, limit: BATCH });
      if (stale.length === 0) return;
      const placed = models && assignAll(models, stale);
      const staleRows = stale.map(({ row }) => row);
      await inTransaction(this.dataSource, async (manager) => {
        // Later changes and removals are handled by events and steps of their own.
        if (!(await this.datasets.lock(manager, datasetId, staleRows))) return;
        if (placed) await this.store.place(manager, datasetId, segmentationId, placed);
        else await this.store.unplace(manager, segmentationId, staleRows);
      });
      if (stale.length < BATCH) return;
      after = stale.at(-1)!.row;
    }
  }

  async #makeAssigner(
    loaded: SegmentModels,
    datasetId: string,
    { id, selectedK: k }: ActiveSegmentation,
  ): Promise<SegmentAssigner> {
    const { preprocessor, models } = loaded;
    const segments = await this.dataSource.query<{ key: string; name: string }[]>(
      `select s.key, coalesce(i.edited_name, s.name) as name from segments s
       left join segment_identities i on i.dataset_id = $3 and i.key = s.key
       where s.segmentation_id = $1 and s.k = $2 order by s.index`,
      [id, k, datasetId],
    );
    const model = models.find((candidate) => candidate.k === k);
    // Fitted by an earlier version, for more segments than there are distinct customers.
    if (model === undefined) return () => UNASSIGNED;
    return (attributes) => {
      const { x, warnings } = encodeRecord(preprocessor, toFeatureRecord(loaded, attributes));
      const { key, name } = segments[nearestCentroid(model, x)]!;
      return { key, name, warnings };
    };
  }

  /** Null if the models of the active segmentation are damaged, which is noted once. */
  async #readable(datasetId: string, { id, damaged }: ActiveSegmentation): Promise<SegmentModels | null> {
    if (damaged) return null;
    try {
      return await this.#models(datasetId, id);
    } catch (error) {
      if (!(error instanceof DamagedError)) throw error;
      this.logger.error({ datasetId, segmentation: id, err: error }, 'the active segmentation is damaged');
      await this.store.noteDamage(id);
      return null;
    }
  }

  async #models(datasetId: string, segmentationId: string): Promise<SegmentModels> {
    const kept = this.#loaded.get(datasetId);
    if (kept?.segmentationId === segmentationId) return kept.models;
    const models = await readSegmentModels(this.dataSource, segmentationId);
    this.#loaded.set(datasetId, { segmentationId, models });
    return models;
  }
}

function standingOf(model: KMeansModel, x: Float64Array): { typicality: number; second: number } {
  const distances = centroidDistances(model, x);
  const [own, second] = [...distances.keys()].sort((a, b) => distances[a]! - distances[b]! || a - b) as [
    number,
    number,
  ];
  const next = distances[second]!;
  return { typicality: next === 0 ? 0 : 1 - distances[own]! / next, second };
}

function assignAll(loaded: SegmentModels, customers: readonly StoredCustomer[]): PlacedCustomer[] {
  const { preprocessor, models, pca } = loaded;
  const X = createMatrix(customers.length, preprocessor.encodedNames.length);
  const labelled = customers.map(({ row, revision, attributes }, i) => {
    const { x } = encodeRecord(preprocessor, toFeatureRecord(loaded, attributes));
    X.data.set(x, i * X.columns);
    return { row, revision, labels: models.map((model) => nearestCentroid(model, x)) };
  });
  if (pca === null) return labelled.map((placed) => ({ ...placed, point: null }));
  const { data, columns } = transformPca(pca, X);
  return labelled.map((placed, i) => {
    const y = columns > 1 ? data[i * columns + 1]! : 0;
    return { ...placed, point: { x: data[i * columns]!, y } };
  });
}
