import { encodeRecord, nearestCentroid } from '@holdfast/ml-core';
import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import type { ClusterModels } from '../../engine/index.js';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';
import type { DatasetSource } from '../dataset-source.js';
import { decodeClusterModels } from '../fit/cluster-artefact.js';
import type { Segmentation } from '../segmentation.entity.js';
import { MembershipStore, type PlacedCustomer, type StoredCustomer } from './membership.store.js';

/** The segment of a record, and what had to be assumed about the record. */
export interface SegmentAssignment {
  readonly key: string;
  readonly name: string;
  readonly warnings: readonly string[];
}

/**
 * Assigns records to the segments of one segmentation under its selected k; takes microseconds per record, stores
 * nothing.
 */
export type SegmentAssigner = (attributes: Attributes) => SegmentAssignment;

interface LoadedModels extends ClusterModels {
  readonly columns: Segmentation['columns'];
}

/** Customers placed per transaction. */
const BATCH = 1000;

/** Keeps memberships up to date as customers change after a fit, and assigns records that are not stored. */
export class SegmentMemberships {
  /** Cached models of active segmentations; a segmentation's models never change. */
  readonly #loaded = new Map<string, { segmentationId: string; models: LoadedModels }>();
  readonly #assigners = new Map<string, { version: string; assign: SegmentAssigner }>();
  readonly store: MembershipStore;

  constructor(
    readonly dataSource: DataSource,
    readonly datasets: Pick<DatasetSource, 'lock'>,
  ) {
    this.store = new MembershipStore(dataSource);
  }

  /** The assigner of a dataset's active segmentation, kept in memory; null if there is none. A single index look-up. */
  async assigner(call: CallContext, datasetId: string): Promise<SegmentAssigner | null> {
    call.require('VIEWER', datasetId);
    const active = await this.store.active(datasetId);
    if (active === null) return null;
    const version = `${active.id}:${active.selectedK}`;
    const kept = this.#assigners.get(datasetId);
    if (kept?.version === version) return kept.assign;
    const assign = await this.#makeAssigner(datasetId, active.id, active.selectedK);
    this.#assigners.set(datasetId, { version, assign });
    return assign;
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

  /** Places changed customers in the active segmentation: those with these rows, or all of them if rows is null. */
  async update(call: CallContext, datasetId: string, rows: readonly number[] | null): Promise<void> {
    call.require('ANALYST', datasetId);
    const active = await this.store.active(datasetId);
    if (active !== null) await this.#place(call, datasetId, active.id, rows);
  }

  /** Places all customers that changed since a segmentation last placed them. */
  async catchUp(call: CallContext, { id, datasetId }: Pick<Segmentation, 'id' | 'datasetId'>): Promise<void> {
    call.require('ANALYST', datasetId);
    await this.#place(call, datasetId, id, null);
  }

  async #place(
    { signal }: CallContext,
    datasetId: string,
    segmentationId: string,
    rows: readonly number[] | null,
  ): Promise<void> {
    for (let after = -1; ; ) {
      signal.throwIfAborted();
      const stale = await this.store.stale(datasetId, segmentationId, { rows, after, limit: BATCH });
      if (stale.length === 0) return;
      const placed = await this.#assign(datasetId, segmentationId, stale);
      await inTransaction(this.dataSource, async (manager) => {
        // Later changes and removals are handled by events and steps of their own.
        if (await this.datasets.lock(manager, datasetId)) {
          await this.store.place(manager, datasetId, segmentationId, placed);
        }
      });
      if (stale.length < BATCH) return;
      after = stale.at(-1)!.row;
    }
  }

  async #assign(
    datasetId: string,
    segmentationId: string,
    customers: readonly StoredCustomer[],
  ): Promise<PlacedCustomer[]> {
    const loaded = await this.#models(datasetId, segmentationId);
    const { preprocessor, models } = loaded;
    return customers.map(({ row, revision, attributes }) => {
      const { x } = encodeRecord(preprocessor, toFeatureRecord(loaded, attributes));
      return { row, revision, labels: models.map((model) => nearestCentroid(model, x)) };
    });
  }

  async #makeAssigner(datasetId: string, segmentationId: string, k: number): Promise<SegmentAssigner> {
    const loaded = await this.#models(datasetId, segmentationId);
    const { preprocessor, models } = loaded;
    const segments = await this.dataSource.query<{ key: string; name: string }[]>(
      'select key, name from segments where segmentation_id = $1 and k = $2 order by index',
      [segmentationId, k],
    );
    const model = models.find((candidate) => candidate.k === k)!;
    return (attributes) => {
      const { x, warnings } = encodeRecord(preprocessor, toFeatureRecord(loaded, attributes));
      const { key, name } = segments[nearestCentroid(model, x)]!;
      return { key, name, warnings: warnings.map(({ message }) => message) };
    };
  }

  async #models(datasetId: string, segmentationId: string): Promise<LoadedModels> {
    const kept = this.#loaded.get(datasetId);
    if (kept?.segmentationId === segmentationId) return kept.models;
    const [row] = await this.dataSource.query<{ models: Buffer[]; columns: Segmentation['columns'] }[]>(
      'select models, columns from segmentations where id = $1',
      [segmentationId],
    );
    const models = { ...decodeClusterModels(row!.models), columns: row!.columns };
    this.#loaded.set(datasetId, { segmentationId, models });
    return models;
  }
}
