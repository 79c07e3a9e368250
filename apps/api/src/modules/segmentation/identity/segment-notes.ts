import type { EntityManager } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';
import { readLines } from '../../../platform/read-name.js';
import type { Segment } from '../segment.entity.js';

const MAX_NOTE_LENGTH = 1000;

/** Reads the note that a user typed, without characters that nobody sees; null for a blank one. @throws AppError */
export function readNote(typed: string): string | null {
  const note = readLines(typed);
  if (note.length <= MAX_NOTE_LENGTH) return note === '' ? null : note;
  const message = `note has ${note.length} characters; it must have at most ${MAX_NOTE_LENGTH}.`;
  throw new AppError('BAD_USER_INPUT', message, { field: ['note'] });
}

/**
 * Writes the note of a key, in a transaction that has locked the dataset: it is that of every segment with the key.
 * @throws AppError NOT_FOUND if the segmentation has no such segment; CONFLICT if it was never in use
 */
export async function noteKey(
  manager: EntityManager,
  { datasetId, segmentationId }: Pick<Segment, 'datasetId' | 'segmentationId'>,
  key: string,
  note: string | null,
): Promise<void> {
  const found: object[] = await manager.query(
    'select 1 from segments where segmentation_id = $1 and key = $2 limit 1',
    [segmentationId, key],
  );
  if (found.length === 0) {
    throw new AppError('NOT_FOUND', `key is ${JSON.stringify(key)}; the segmentation has no such segment.`, {
      field: ['key'],
    });
  }
  const [, count] = await manager.query(
    'update segment_identities set note = $3 where dataset_id = $1 and key = $2',
    [datasetId, key, note],
  );
  if (count > 0) return;
  throw new AppError('CONFLICT', 'The segmentation was never in use; its segments can have no notes.', {
    field: ['segmentationId'],
  });
}
