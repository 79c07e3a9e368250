import type { DataSource, EntityManager } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';
import { areAlike } from '../../../platform/names-alike.js';
import { readName } from '../../../platform/read-name.js';
import type { Segment } from '../segment.entity.js';

const MAX_NAME_LENGTH = 60;

/** Reads the name that a user typed; null for a blank one, which brings the automatic name back. @throws AppError */
export function readSegmentName(typed: string): string | null {
  const name = typed.trim().replace(/\s+/g, ' ');
  return name === '' ? null : readName(name, MAX_NAME_LENGTH, `at most ${MAX_NAME_LENGTH}`);
}

/**
 * Names a key, in a transaction that has locked the dataset: every segment that has it, under every k and after every
 * refit.
 * @throws AppError NOT_FOUND if the segmentation has no such segment; CONFLICT if another one beside it has that name, or one that looks like it.
 */
export async function renameKey(
  manager: EntityManager,
  { datasetId, segmentationId }: Pick<Segment, 'datasetId' | 'segmentationId'>,
  key: string,
  name: string | null,
): Promise<void> {
  const beside: { k: number; name: string }[] = await manager.query(
    `select s.k, coalesce(i.edited_name, s.name) as name
     from segments own
     join segments s on s.segmentation_id = own.segmentation_id and s.k = own.k and s.key <> own.key
     left join segment_identities i on i.dataset_id = $3 and i.key = s.key
     where own.segmentation_id = $1 and own.key = $2 order by s.k`,
    [segmentationId, key, datasetId],
  );
  if (beside.length === 0) {
    throw new AppError('NOT_FOUND', `key is ${JSON.stringify(key)}; the segmentation has no such segment.`, {
      field: ['key'],
    });
  }
  const taken = beside.find((other) => name !== null && areAlike(other.name, name));
  if (taken) {
    throw new AppError(
      'CONFLICT',
      `“${taken.name}” is the name of another of the ${taken.k} segments; segments beside each other need names that look different.`,
      { field: ['name'] },
    );
  }
  const [, count] = await manager.query(
    `update segment_identities set edited_name = $3, edited_at = clock_timestamp() where dataset_id = $1 and key = $2`,
    [datasetId, key, name],
  );
  if (count > 0) return;
  throw new AppError('CONFLICT', 'The segmentation was never in use; its segments cannot be renamed.', {
    field: ['segmentationId'],
  });
}

/** The names that users gave to the keys of a dataset. */
export async function readEditedNames(
  dataSource: DataSource,
  datasetId: string,
): Promise<Map<string, string>> {
  const edited: { key: string; name: string }[] = await dataSource.query(
    'select key, edited_name as name from segment_identities where dataset_id = $1 and edited_name is not null',
    [datasetId],
  );
  return new Map(edited.map(({ key, name }) => [key, name]));
}
