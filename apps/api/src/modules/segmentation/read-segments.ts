import type { EntityManager } from 'typeorm';
import { Segment } from './segment.entity.js';
import type { Segmentation } from './segmentation.entity.js';

/** A segmentation under one k. */
export interface SegmentsKey {
  readonly datasetId: string;
  readonly id: string;
  readonly k: number;
}

/** What belongs to the key of a segment: the name and the note that users gave it, if one did, and its colour. */
interface SegmentIdentity {
  readonly editedName: string | null;
  readonly note: string | null;
  readonly colour: number;
}

/**
 * Segmentations of release 0.1 that were not active have segments without an identity; their colour counts as the migration
 * counted the others, by the index under the smallest k.
 */
const COLOUR = `coalesce(i.colour, (
  select f.index from segments f where f.segmentation_id = s.segmentation_id and f.key = s.key order by f.k limit 1
))`;

/** The segments of each segmentation under one k, by index, with what belongs to their keys. */
export async function readSegments(
  manager: EntityManager,
  keys: readonly SegmentsKey[],
): Promise<Segment[][]> {
  if (keys.length === 0) return [];
  const { entities, raw } = await manager
    .createQueryBuilder(Segment, 's')
    .leftJoin('segmentations', 'f', 'f.id = s.segmentation_id')
    .leftJoin('segment_identities', 'i', 'i.dataset_id = f.dataset_id and i.key = s.key')
    .addSelect(['i.edited_name as "editedName"', 'i.note as note', `${COLOUR} as colour`])
    .where('(s.segmentation_id, s.k) in (select * from unnest(:ids::uuid[], :ks::int[]))', {
      ids: keys.map(({ id }) => id),
      ks: keys.map(({ k }) => k),
    })
    .orderBy('s.index')
    .getRawAndEntities<SegmentIdentity>();
  return keys.map(({ datasetId, id, k }) =>
    entities.flatMap((segment, i) => {
      if (segment.segmentationId !== id || segment.k !== k) return [];
      const { editedName, note, colour } = raw[i]!;
      return Object.assign(segment, { datasetId, note, colour, editedName });
    }),
  );
}

/** The segment with a key: under the selected k, else under the first k that has it; null if there is none. */
export async function readSegmentWithKey(
  manager: EntityManager,
  { datasetId, id, selectedK, minK, maxK }: Segmentation,
  key: string,
): Promise<Segment | null> {
  const ks = Array.from({ length: maxK - minK + 1 }, (_, i) => minK + i);
  const inOrder = ks.sort((a, b) => Number(b === selectedK) - Number(a === selectedK));
  const lists = await readSegments(
    manager,
    inOrder.map((k) => ({ datasetId, id, k })),
  );
  return lists.flat().find((segment) => segment.key === key) ?? null;
}

/** "Segment:", the key of a segmentation, a k and an index: what is inside the global id of a segment. */
const SEGMENT_ID = /^Segment:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,3}):\d{1,3}$/;

/** Segments by their global ids; null where there is none, or its fit is unfinished. */
export async function readSegmentsById(
  manager: EntityManager,
  ids: readonly string[],
): Promise<(Segment | null)[]> {
  const fits = new Map<string, { id: string; k: number }>();
  for (const globalId of ids) {
    const [, id, k] = SEGMENT_ID.exec(Buffer.from(globalId, 'base64url').toString()) ?? [];
    if (id !== undefined) fits.set(`${id}:${k}`, { id, k: Number(k) });
  }
  const asked = [...fits.values()];
  const known: SegmentsKey[] = await manager.query(
    `select s.id, s.dataset_id as "datasetId", asked.k
     from unnest($1::uuid[], $2::int[]) as asked(id, k)
     join segmentations s on s.id = asked.id and s.selected_k is not null and asked.k between s.min_k and s.max_k`,
    [asked.map(({ id }) => id), asked.map(({ k }) => k)],
  );
  const segments = (await readSegments(manager, known)).flat();
  const byId = new Map(segments.map((segment) => [segment.globalId, segment]));
  return ids.map((id) => byId.get(id) ?? null);
}
