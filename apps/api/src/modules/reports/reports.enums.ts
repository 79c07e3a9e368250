import { REPORT_KINDS } from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** What a report is about. */
export const ReportKind = vocabularyEnum('ReportKind', 'What a report is about.', REPORT_KINDS);
export type ReportKind = keyof typeof ReportKind;
