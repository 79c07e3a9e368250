import { encodeRecord, nearestCentroid } from '@holdfast/ml-core';
import type { DataSource, EntityManager } from 'typeorm';
import type { ClusterModels } from '../engine/index.js';
import { type Attributes, toFeatureRecord } from '../feature-matrix/index.js';
import { decodeClusterModels } from './cluster-artefact.js';
import type { Segmentation } from './segmentation.entity.js';

/** Which segment a record falls into, and what had to be assumed about it. */
export interface SegmentAssignment {
  readonly key: string;
  readonly name: string;
  readonly warnings: readonly string[];
}

/** Puts records into the segments of one segmentation under its selected k; microseconds a record, nothing is stored. */
export type SegmentAssigner = (attributes: Attributes) => SegmentAssignment;

interface LoadedModels extends ClusterModels {
  readonly columns: Segmentation['columns'];
}

/** Customers change after a fit: keeps who is in which segment up to date, and answers for records that are not stored. */
export class SegmentMemberships {
  /** The models of the active segmentation of each dataset that was asked for; a segmentation's models never change. */
  readonly #loaded = new Map<string, { segmentationId: string; models: LoadedModels }>();
  readonly #assigners = new Map<string, { version: string; assign: SegmentAssigner }>();

  constructor(readonly dataSource: DataSource) {}

  /** The assigner of a dataset's active segmentation, kept in memory; null where there is none. One look-up by index. */
  async assigner(datasetId: string): Promise<SegmentAssigner | null> {
    const [active] = await this.dataSource.query<{ id: string; selected_k: number }[]>(
      'select id, selected_k from segmentations where dataset_id = $1 and active',
      [datasetId],
    );
    if (active === undefined) return null;
    const version = `${active.id}:${active.selected_k}`;
    const kept = this.#assigners.get(datasetId);
    if (kept?.version === version) return kept.assign;
    const assign = await this.#makeAssigner(datasetId, active.id, active.selected_k);
    this.#assigners.set(datasetId, { version, assign });
    return assign;
  }

  /** Erases one customer from every segmentation of a dataset; answers with how many rows there were. */
  async erase(manager: EntityManager, datasetId: string, row: number): Promise<Record<string, number>> {
    const erase = async (table: 'segment_memberships' | 'projection_points') => {
      const [, count] = await manager.query(
        `delete from ${table} t using segmentations s where s.id = t.segmentation_id and s.dataset_id = $1 and t.row = $2`,
        [datasetId, row],
      );
      return count as number;
    };
    return {
      memberships: await erase('segment_memberships'),
      projectionPoints: await erase('projection_points'),
    };
  }

  /** Assigns customers of the active segmentation anew, by their rows; those who no longer exist leave it. */
  async update(datasetId: string, rows: readonly number[]): Promise<void> {
    await this.dataSource.query(
      `delete from segment_memberships m using segmentations s
       where s.id = m.segmentation_id and s.dataset_id = $1 and m.row = any($2::int[])
         and not exists (select from customers c where c.dataset_id = $1 and c.row = m.row)`,
      [datasetId, rows],
    );
    await this.dataSource.query(
      `delete from projection_points p using segmentations s
       where s.id = p.segmentation_id and s.dataset_id = $1 and p.row = any($2::int[])
         and not exists (select from customers c where c.dataset_id = $1 and c.row = p.row)`,
      [datasetId, rows],
    );
    const [active] = await this.dataSource.query<{ id: string }[]>(
      'select id from segmentations where dataset_id = $1 and active',
      [datasetId],
    );
    if (active) await this.#assignStored(datasetId, active.id, rows);
  }

  /** Assigns the customers that changed since a segmentation was fitted, before it becomes the active one. */
  async catchUp({ id, datasetId, createdAt }: Segmentation): Promise<void> {
    const changed = await this.dataSource.query<{ row: number }[]>(
      'select "row" from customers where dataset_id = $1 and updated_at > $2',
      [datasetId, createdAt],
    );
    await this.#assignStored(
      datasetId,
      id,
      changed.map(({ row }) => row),
    );
  }

  async #assignStored(datasetId: string, segmentationId: string, rows: readonly number[]): Promise<void> {
    if (rows.length === 0) return;
    const customers = await this.dataSource.query<{ row: number; attributes: Attributes }[]>(
      'select "row", attributes from customers where dataset_id = $1 and "row" = any($2::int[])',
      [datasetId, rows],
    );
    const loaded = await this.#models(datasetId, segmentationId);
    const { preprocessor, models } = loaded;
    const labels = customers.map(({ attributes }) => {
      const { x } = encodeRecord(preprocessor, toFeatureRecord(loaded, attributes));
      return `{${models.map((model) => nearestCentroid(model, x)).join(',')}}`;
    });
    await this.dataSource.query(
      `insert into segment_memberships (segmentation_id, "row", labels)
       select $1, t.row, t.labels::smallint[] from unnest($2::int[], $3::text[]) as t("row", labels)
       on conflict (segmentation_id, "row") do update set labels = excluded.labels`,
      [segmentationId, customers.map(({ row }) => row), labels],
    );
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
