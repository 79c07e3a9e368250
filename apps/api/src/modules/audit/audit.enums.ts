import { AUDIT_OUTCOMES } from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** What came of an act. */
export const AuditOutcome = vocabularyEnum(
  'AuditOutcome',
  'What came of something that somebody did or wanted to do.',
  AUDIT_OUTCOMES,
);
export type AuditOutcome = keyof typeof AuditOutcome;
