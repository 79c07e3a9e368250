import { EXPORT_FORMATS } from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** How a list is written. */
export const ExportFormat = vocabularyEnum('ExportFormat', 'How a list is written.', EXPORT_FORMATS);
export type ExportFormat = keyof typeof ExportFormat;
