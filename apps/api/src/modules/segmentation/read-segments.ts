import type { EntityManager } from 'typeorm';
import { readIdentities } from './identity/segment-names.js';
import { Segment } from './segment.entity.js';
import type { Segmentation } from './segmentation.entity.js';

/** A segmentation under one k. */
export interface SegmentsKey {
  readonly datasetId: string;
  readonly id: string;
  readonly k: number;
}

/** The segments of each segmentation under one k, by index, with what belongs to their keys. */
export async function readSegments(
  manager: EntityManager,
  keys: readonly SegmentsKey[],
): Promise<Segment[][]> {
  const segments = await manager.getRepository(Segment).find({
    where: keys.map(({ id, k }) => ({ segmentationId: id, k })),
    order: { index: 'ASC' },
  });
  const identityOf = await readIdentities(manager, keys);
  return keys.map(({ datasetId, id, k }) =>
    segments
      .filter((segment) => segment.segmentationId === id && segment.k === k)
      .map((segment) => {
        const { editedName, note, colour } = identityOf(segment);
        return Object.assign(segment, { datasetId, note, colour, name: editedName ?? segment.automaticName });
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
