import {
  COLUMN_ROLES,
  COLUMN_TYPES,
  DUPLICATE_CUSTOMERS,
  IMPORT_MODES,
  LABEL_MEANINGS,
  UPLOAD_KINDS,
} from '@holdfast/schema';
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

/** Which of several rows of the same customer counts. */
export const DuplicateCustomers = vocabularyEnum(
  'DuplicateCustomers',
  'Which row counts where a file has several of the same customer. The others are told with their lines.',
  DUPLICATE_CUSTOMERS,
);
export type DuplicateCustomers = keyof typeof DuplicateCustomers;

/** What yes in a label means. */
export const LabelMeaning = vocabularyEnum(
  'LabelMeaning',
  'What yes in the CHURN_LABEL column of a file means.',
  LABEL_MEANINGS,
);
export type LabelMeaning = keyof typeof LabelMeaning;

/** What a row of an upload is. */
export const UploadKind = vocabularyEnum(
  'UploadKind',
  'What a row of an upload is. The preview suggests it.',
  UPLOAD_KINDS,
);
export type UploadKind = keyof typeof UploadKind;
