import type { DataSource, EntityManager } from 'typeorm';
import { copyInto } from '../../../platform/database/copy-into.js';
import { prepared } from '../../../platform/database/prepared.js';
import type { Attributes } from '../../feature-matrix/index.js';
import type { PlacedCustomer } from './placed-customer.js';
import { placePoints, removePoints } from './projection-points.js';

/** A stored customer as needed for placing; `revision` is the dataset's change that wrote it. */
export interface StoredCustomer {
  readonly row: number;
  readonly revision: string;
  readonly attributes: Attributes;
}

/** The segmentation in use, its k, and whether its models cannot be read. */
export interface ActiveSegmentation {
  readonly id: string;
  readonly selectedK: number;
  readonly damaged: boolean;
  /** When a segment of the dataset was renamed last; null if none ever was. */
  readonly renamedAt: string | null;
}

/** Memberships of a batch of customers as an engine sends them: `width` labels per row. */
export interface MembershipBatch {
  readonly rows: Int32Array;
  readonly labels: Uint8Array | Int16Array | Int32Array;
}

const ACTIVE = prepared(
  `select id, selected_k as "selectedK", damaged_at is not null as damaged,
     (select max(edited_at)::text from segment_identities i where i.dataset_id = $1) as "renamedAt"
   from segmentations where dataset_id = $1 and active`,
);

/**
 * Stores who is in which segment: `labels[k - minK + 1]` of a membership, in PostgreSQL's 1-based counting, is the index
 * of the segment for k. Sizes and shares of segments follow every membership change in the same transaction; what the
 * labels were before is kept.
 */
export class MembershipStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The active segmentation of a dataset; null if there is none. A single index look-up. */
  async active(datasetId: string): Promise<ActiveSegmentation | null> {
    const [active] = await this.dataSource.query<ActiveSegmentation[]>(ACTIVE, [datasetId]);
    return active ?? null;
  }

  /** Notes that the models of a segmentation cannot be read. */
  async noteDamage(segmentationId: string): Promise<void> {
    await this.dataSource.query('update segmentations set damaged_at = clock_timestamp() where id = $1', [
      segmentationId,
    ]);
  }

  /** The datasets whose active segmentation cannot be read. */
  async damaged(): Promise<string[]> {
    const found = await this.dataSource.query<{ datasetId: string }[]>(
      'select dataset_id as "datasetId" from segmentations where active and damaged_at is not null order by 1',
    );
    return found.map(({ datasetId }) => datasetId);
  }

  /** Writes memberships that a fit computed from a snapshot of this revision. */
  async write(
    segmentationId: string,
    revision: string,
    width: number,
    { rows, labels }: MembershipBatch,
  ): Promise<void> {
    const memberships = Array.from(
      rows,
      (row, i) =>
        [segmentationId, row, Array.from(labels.subarray(i * width, (i + 1) * width)), revision] as const,
    );
    await copyInto(
      this.dataSource,
      'segment_memberships',
      ['segmentation_id', 'row', 'labels', 'revision'],
      memberships,
    );
  }

  /** Customers after the row `after` that changed since the segmentation placed them, ascending. */
  stale(
    datasetId: string,
    segmentationId: string,
    { rows, after, limit }: { rows: readonly number[] | null; after: number; limit: number },
  ): Promise<StoredCustomer[]> {
    // Two statements: a plan that serves both would read every customer for the one that changed.
    const those = rows === null ? '' : 'and c.row = any($5::int[])';
    return this.dataSource.query(
      `select c.row, c.revision, c.attributes from current_customers c
       left join segment_memberships m on m.segmentation_id = $2 and m.row = c.row
       where c.dataset_id = $1 and c.row > $3 ${those} and (m.row is null or m.revision < c.revision)
       order by c.row limit $4`,
      [datasetId, segmentationId, after, limit, ...(rows === null ? [] : [rows])],
    );
  }

  /** Stores memberships in a transaction that has locked the dataset; customers that changed meanwhile are left out. */
  async place(
    manager: EntityManager,
    datasetId: string,
    segmentationId: string,
    customers: readonly PlacedCustomer[],
  ): Promise<void> {
    await placePoints(manager, datasetId, segmentationId, customers);
    const changed: { old: string | null; new: string }[] = await manager.query(
      `with placed as (
         select p.row, p.labels::smallint[], p.revision, m.labels as old
         from unnest($3::int[], $4::text[], $5::bigint[]) as p(row, labels, revision)
         join current_customers c on c.dataset_id = $1 and c.row = p.row and c.revision = p.revision
         left join segment_memberships m on m.segmentation_id = $2 and m.row = p.row
       ), moved as (
         insert into segment_moves (segmentation_id, row, labels)
         select $2, row, old from placed where old is distinct from labels
       ), written as (
         insert into segment_memberships (segmentation_id, row, labels, revision)
         select $2, row, labels, revision from placed
         on conflict (segmentation_id, row) do update set labels = excluded.labels, revision = excluded.revision
       )
       select old::text, labels::text as new from placed where old is distinct from labels`,
      [
        datasetId,
        segmentationId,
        customers.map(({ row }) => row),
        customers.map(({ labels }) => `{${labels.join(',')}}`),
        customers.map(({ revision }) => revision),
      ],
    );
    await this.#resize(manager, segmentationId, [
      ...changed.map((change) => ({ labels: change.new, by: 1 })),
      ...changed.flatMap(({ old }) => (old === null ? [] : [{ labels: old, by: -1 }])),
    ]);
  }

  /** Removes customers from one segmentation. */
  async unplace(manager: EntityManager, segmentationId: string, rows: readonly number[]): Promise<void> {
    await removePoints(manager, segmentationId, rows);
    const [memberships]: [{ id: string; labels: string }[], number] = await manager.query(
      `delete from segment_memberships m where m.segmentation_id = $1 and m.row = any($2)
       returning m.segmentation_id as id, m.labels::text as labels`,
      [segmentationId, rows],
    );
    await this.#resizeEach(manager, memberships);
  }

  /** Removes customers from every segmentation of a dataset; returns how many rows of each table were deleted. */
  async remove(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    const [, points] = await manager.query(
      `delete from projection_points p using segmentations s
       where s.id = p.segmentation_id and s.dataset_id = $1 and p.row = any($2)`,
      [datasetId, rows],
    );
    await manager.query(
      `delete from segment_moves m using segmentations s
       where s.id = m.segmentation_id and s.dataset_id = $1 and m.row = any($2)`,
      [datasetId, rows],
    );
    const [memberships]: [{ id: string; labels: string }[], number] = await manager.query(
      `delete from segment_memberships m using segmentations s
       where s.id = m.segmentation_id and s.dataset_id = $1 and m.row = any($2)
       returning m.segmentation_id as id, m.labels::text as labels`,
      [datasetId, rows],
    );
    await this.#resizeEach(manager, memberships);
    return { memberships: memberships.length, projectionPoints: points };
  }

  /** Removes customers from a segmentation that were removed from the dataset while it was fitted. */
  async removeGone(manager: EntityManager, datasetId: string, segmentationId: string): Promise<void> {
    const gone = (row: string) =>
      `not exists (select from current_customers c where c.dataset_id = $2 and c.row = ${row})`;
    await manager.query(`delete from projection_points p where p.segmentation_id = $1 and ${gone('p.row')}`, [
      segmentationId,
      datasetId,
    ]);
    const [memberships]: [{ id: string; labels: string }[], number] = await manager.query(
      `delete from segment_memberships m where m.segmentation_id = $1 and ${gone('m.row')}
       returning m.segmentation_id as id, m.labels::text as labels`,
      [segmentationId, datasetId],
    );
    await this.#resizeEach(manager, memberships);
  }

  async #resizeEach(
    manager: EntityManager,
    removed: readonly { id: string; labels: string }[],
  ): Promise<void> {
    for (const id of new Set(removed.map((membership) => membership.id))) {
      const own = removed.filter((membership) => membership.id === id);
      await this.#resize(
        manager,
        id,
        own.map(({ labels }) => ({ labels, by: -1 })),
      );
    }
  }

  /** Adds to the sizes of the segments that these labels refer to. */
  async #resize(
    manager: EntityManager,
    segmentationId: string,
    changes: readonly { labels: string; by: number }[],
  ): Promise<void> {
    if (changes.length === 0) return;
    await manager.query(
      `with change as (
         select l.place::int, l.label, sum(c.by) as by
         from unnest($2::text[], $3::int[]) as c(labels, by),
              unnest(c.labels::smallint[]) with ordinality as l(label, place)
         group by l.place, l.label
       ), sized as (
         select s.k, s.index, s.size + coalesce(change.by, 0) as size,
                sum(s.size + coalesce(change.by, 0)) over (partition by s.k) as total
         from segments s join segmentations n on n.id = s.segmentation_id
         left join change on change.place = s.k - n.min_k + 1 and change.label = s.index
         where s.segmentation_id = $1
       )
       update segments s set size = sized.size, share = sized.size::float8 / greatest(sized.total, 1)
       from sized where s.segmentation_id = $1 and s.k = sized.k and s.index = sized.index`,
      [segmentationId, changes.map(({ labels }) => labels), changes.map(({ by }) => by)],
    );
  }
}
