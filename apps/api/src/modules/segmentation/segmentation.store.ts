import type { DataSource, EntityManager } from 'typeorm';
import { copyInto } from '../../platform/database/copy-into.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { refreshStatistics } from '../../platform/database/refresh-statistics.js';
import type { Outbox, OutboxEvents } from '../../platform/outbox/outbox.js';
import { NOBODY } from '../datasets/index.js';
import type { DatasetSource } from './dataset-source.js';
import { keepIdentities } from './identity/segment-identities.js';
import { readEditedNames, renameKey } from './identity/segment-names.js';
import { noteKey } from './identity/segment-notes.js';
import type { MembershipStore } from './membership/membership.store.js';
import type { NamedSegment } from './naming/name-sweep.js';
import { readSegmentWithKey } from './read-segments.js';
import type { Segment } from './segment.entity.js';
import { Segmentation } from './segmentation.entity.js';

/** The active segmentation, as a refit continues it. */
export interface ActiveModels {
  readonly features: readonly string[];
  /** Null if they are gone. */
  readonly models: readonly Buffer[] | null;
  /** Keys and automatic names of the segments by k, in the order of their indices. */
  readonly keys: ReadonlyMap<number, readonly string[]>;
  readonly names: ReadonlyMap<number, readonly string[]>;
  /** The names that users gave to keys. */
  readonly editedNames: ReadonlyMap<string, string>;
}

/** The results of a fit besides segments and memberships. */
export type FittedSegmentation = Pick<
  Segmentation,
  | 'maxK'
  | 'selectedK'
  | 'recommendedK'
  | 'storedRecommendation'
  | 'clearGroups'
  | 'columnOutliers'
  | 'columnsTogether'
  | 'columnsComputed'
  | 'qualities'
  | 'explainedVarianceRatio'
  | 'loadings'
  | 'encodedFeatures'
  | 'models'
  | 'components'
>;

/** What the store depends on. */
export interface SegmentationStoreDependencies {
  readonly dataSource: DataSource;
  readonly datasets: Pick<DatasetSource, 'lock'>;
  readonly memberships: MembershipStore;
  readonly outbox: Outbox;
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
  'rule',
];
const RESULTS = ['projection_points', 'segment_memberships', 'segment_moves', 'segments'];

/** Stores segmentations while they are fitted and activated. The results of an unfinished fit are invisible. */
export class SegmentationStore {
  constructor(private readonly deps: SegmentationStoreDependencies) {}

  /** Null if there is none. */
  find(id: string): Promise<Segmentation | null> {
    return this.deps.dataSource.getRepository(Segmentation).findOneBy({ id });
  }

  /** Marks a segmentation as RUNNING and clears what an earlier attempt left; null if there is nothing left to fit. */
  async begin(id: string): Promise<Segmentation | null> {
    const begun = await inTransaction(this.deps.dataSource, async (manager) => {
      const [, count] = await manager.query(
        `update segmentations set status = 'RUNNING' where id = $1 and status in ('PENDING', 'RUNNING')`,
        [id],
      );
      if (count > 0) await removeResults(manager, id);
      return count > 0;
    });
    return begun ? this.find(id) : null;
  }

  /** Records in the caller's transaction which snapshot the segmentation is fitted on. */
  async refer(manager: EntityManager, id: string, snapshotId: string): Promise<void> {
    await manager.query('update segmentations set snapshot_id = $2 where id = $1', [id, snapshotId]);
  }

  async writeSegments(id: string, segments: readonly NamedSegment[]): Promise<void> {
    await copyInto(
      this.deps.dataSource,
      'segments',
      SEGMENT_COLUMNS,
      segments.map((segment) => [
        id,
        segment.k,
        segment.index,
        segment.key,
        segment.name,
        segment.description,
        segment.size,
        segment.share,
        { json: segment.profile },
        segment.rule && { json: segment.rule },
      ]),
    );
  }

  /** Writes points that are in random order, of so many customers, on a map that has room for `size`. */
  async writePoints(
    id: string,
    { rows, x, y }: { rows: Int32Array; x: Float64Array; y: Float64Array },
    { customers, size }: { customers: number; size: number },
  ): Promise<void> {
    const points = Array.from(rows, (row, i) => [id, (i + 0.5) / customers, row, x[i]!, y[i]!] as const);
    const columns = ['segmentation_id', 'rank', 'row', 'x', 'y'];
    await copyInto(this.deps.dataSource, 'projection_points', columns, points);
    await this.deps.dataSource.query('update segmentations set map_size = $2, map_reach = $3 where id = $1', [
      id,
      size,
      rows.length / customers,
    ]);
  }

  /** Stores the results; the segmentation is not COMPLETED yet. */
  async describe(id: string, found: FittedSegmentation): Promise<void> {
    await this.deps.dataSource.getRepository(Segmentation).update(id, found);
    await refreshStatistics(this.deps.dataSource, ['segmentations', ...RESULTS]);
  }

  /** Completes and activates a segmentation under a k, without customers that were removed meanwhile. */
  async complete(id: string, datasetId: string, k: number): Promise<void> {
    const { dataSource, datasets, memberships } = this.deps;
    await inTransaction(dataSource, async (manager) => {
      if (!(await datasets.lock(manager, datasetId, NOBODY))) return;
      const [, count] = await manager.query(
        `update segmentations set status = 'COMPLETED' where id = $1 and status = 'RUNNING'`,
        [id],
      );
      // Another attempt of the same job was faster, or the fit was cancelled.
      if (count === 0) return;
      await memberships.removeGone(manager, datasetId, id);
      await this.#activate(manager, { segmentationId: id, datasetId, k, fitted: true });
      await keepIdentities(manager, datasetId, id, k);
    });
  }

  /** Makes a COMPLETED segmentation active under a k, and returns it; null if its dataset was deleted. */
  async activate(id: string, datasetId: string, k: number): Promise<Segmentation | null> {
    const { dataSource, datasets } = this.deps;
    return inTransaction(dataSource, async (manager) => {
      if (!(await datasets.lock(manager, datasetId, NOBODY))) return null;
      await this.#activate(manager, { segmentationId: id, datasetId, k, fitted: false });
      await keepIdentities(manager, datasetId, id, k);
      return manager.getRepository(Segmentation).findOneBy({ id });
    });
  }

  /** Settles a fit that failed or was cancelled; one that has already settled is left unchanged. */
  async fail(id: string, cancelled: boolean): Promise<void> {
    await inTransaction(this.deps.dataSource, async (manager) => {
      const [, count] = await manager.query(
        `update segmentations set status = $2, snapshot_id = null where id = $1 and status in ('PENDING', 'RUNNING')`,
        [id, cancelled ? 'CANCELLED' : 'FAILED'],
      );
      if (count > 0) await removeResults(manager, id);
    });
  }

  /** Null if the dataset has no active segmentation. */
  async activeModels(datasetId: string): Promise<ActiveModels | null> {
    const { dataSource } = this.deps;
    const [active] = await dataSource.query<{ id: string; models: Buffer[] | null; features: string[] }[]>(
      'select id, models, features from segmentations where dataset_id = $1 and active',
      [datasetId],
    );
    if (active === undefined) return null;
    const segments = await dataSource.query<{ k: number; keys: string[]; names: string[] }[]>(
      `select k, array_agg(key order by index) as keys, array_agg(name order by index) as names
       from segments where segmentation_id = $1 group by k`,
      [active.id],
    );
    return {
      ...active,
      keys: new Map(segments.map(({ k, keys }) => [k, keys])),
      names: new Map(segments.map(({ k, names }) => [k, names])),
      editedNames: await readEditedNames(dataSource, datasetId),
    };
  }

  /** Names a key of a segmentation's segments, or unnames it: the segment; null if the dataset was deleted. @throws AppError */
  async rename(segmentation: Segmentation, key: string, name: string | null): Promise<Segment | null> {
    const { id: segmentationId, datasetId } = segmentation;
    return inTransaction(this.deps.dataSource, async (manager) => {
      if (!(await this.deps.datasets.lock(manager, datasetId, NOBODY))) return null;
      await renameKey(manager, { datasetId, segmentationId }, key, name);
      return readSegmentWithKey(manager, segmentation, key);
    });
  }

  /** Writes the note of a key of a segmentation's segments: the segment; null if the dataset was deleted. @throws AppError */
  async note(segmentation: Segmentation, key: string, note: string | null): Promise<Segment | null> {
    const { id: segmentationId, datasetId } = segmentation;
    return inTransaction(this.deps.dataSource, async (manager) => {
      if (!(await this.deps.datasets.lock(manager, datasetId, NOBODY))) return null;
      await noteKey(manager, { datasetId, segmentationId }, key, note);
      return readSegmentWithKey(manager, segmentation, key);
    });
  }

  async #activate(manager: EntityManager, activated: OutboxEvents['segmentation.activated']): Promise<void> {
    const { segmentationId: id, datasetId, k } = activated;
    await manager.query(
      `insert into segmentation_activations (dataset_id, segmentation_id, k, previous_id, previous_k)
       select $2, $1, $3, case when n.id <> $1 then n.id end, case when n.id <> $1 then n.selected_k end
       from (select) once left join segmentations n on n.dataset_id = $2 and n.active
       where n.id is null or n.id <> $1 or n.selected_k <> $3`,
      [id, datasetId, k],
    );
    await manager.query(
      'update segmentations set active = false where dataset_id = $1 and active and id <> $2',
      [datasetId, id],
    );
    await manager.query(
      'update segmentations set active = true, selected_k = $2, damaged_at = null where id = $1',
      [id, k],
    );
    await this.deps.outbox.append(manager, datasetId, 'segmentation.activated', activated);
  }
}

async function removeResults(manager: EntityManager, id: string): Promise<void> {
  for (const table of RESULTS) await manager.query(`delete from ${table} where segmentation_id = $1`, [id]);
}
