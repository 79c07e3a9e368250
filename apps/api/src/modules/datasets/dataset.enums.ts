import { COLUMN_ROLES, COLUMN_TYPES, IMPORT_MODES } from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** What a column is for. */
export const ColumnRole = vocabularyEnum('ColumnRole', 'What a column is for.', COLUMN_ROLES);
export type ColumnRole = keyof typeof ColumnRole;

/** What a column's values are. */
export const ColumnType = vocabularyEnum('ColumnType', "The type of a column's values.", COLUMN_TYPES);
export type ColumnType = keyof typeof ColumnType;

/** The state of a dataset. */
export const DatasetStatus = vocabularyEnum('DatasetStatus', 'The state of a dataset.', {
  IMPORTING: 'Its file is being read; there are no customers yet.',
  READY: 'Its customers can be read, segmented and scored.',
  FAILED: 'Its file could not be imported; the job says why. It has no customers.',
});

/** What an import does with existing customers. */
export const ImportMode = vocabularyEnum(
  'ImportMode',
  'What an import does with existing customers.',
  IMPORT_MODES,
);
export type ImportMode = keyof typeof ImportMode;
