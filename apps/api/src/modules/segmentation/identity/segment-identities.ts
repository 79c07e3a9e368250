import type { EntityManager } from 'typeorm';

interface SegmentRow {
  readonly k: number;
  readonly key: string;
  readonly name: string;
}

/** Number of colours; as many as there can be segments of one k. */
const COLOURS = 10;

/**
 * Updates the identities of a dataset's segments to the segmentation that becomes active: new keys are added, missing
 * ones are marked as gone, and returning ones are revived. A colour stays with its key.
 */
export async function keepIdentities(
  manager: EntityManager,
  datasetId: string,
  segmentationId: string,
  selectedK: number,
): Promise<void> {
  const segments: SegmentRow[] = await manager.query(
    'select k, key, name from segments where segmentation_id = $1 order by k = $2 desc, k, index',
    [segmentationId, selectedK],
  );
  const known: { key: string; colour: number }[] = await manager.query(
    'select key, colour from segment_identities where dataset_id = $1',
    [datasetId],
  );
  const colours = chooseColours(segments, new Map(known.map(({ key, colour }) => [key, colour])));
  const names = new Map(segments.toReversed().map(({ key, name }) => [key, name]));
  const keys = [...colours.keys()];
  await manager.query(
    `insert into segment_identities (dataset_id, key, name, colour, born_at)
     select $1, key, name, colour, now() from unnest($2::text[], $3::text[], $4::int[]) as s(key, name, colour)
     on conflict (dataset_id, key) do update set name = excluded.name, gone_at = null`,
    [datasetId, keys, keys.map((key) => names.get(key)), keys.map((key) => colours.get(key))],
  );
  await manager.query(
    `update segment_identities set gone_at = now() where dataset_id = $1 and gone_at is null and not key = any($2)`,
    [datasetId, keys],
  );
}

/**
 * A colour, 0..9, for each key: its current one, else the first that no segment next to it has under any k or, if there
 * is none, under the k in which it first appears. Segments come in order of importance.
 */
export function chooseColours(
  segments: readonly SegmentRow[],
  known: ReadonlyMap<string, number>,
): Map<string, number> {
  const colours = new Map<string, number>();
  for (const { key } of segments) {
    const colour = known.get(key);
    if (colour !== undefined) colours.set(key, colour);
  }
  for (const { key, k: firstK } of segments) {
    if (colours.has(key)) continue;
    const ks = new Set(segments.filter((segment) => segment.key === key).map(({ k }) => k));
    const takenUnder = (wanted: (k: number) => boolean) =>
      new Set(segments.filter(({ k }) => wanted(k)).map((segment) => colours.get(segment.key)));
    const free = (taken: ReadonlySet<number | undefined>) =>
      Array.from({ length: COLOURS }, (_, colour) => colour).find((colour) => !taken.has(colour));
    colours.set(key, free(takenUnder((k) => ks.has(k))) ?? free(takenUnder((k) => k === firstK)) ?? 0);
  }
  return colours;
}
