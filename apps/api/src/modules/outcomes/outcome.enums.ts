import { OUTCOME_SOURCES } from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** How an outcome became known. */
export const OutcomeSource = vocabularyEnum('OutcomeSource', 'How an outcome became known.', OUTCOME_SOURCES);
export type OutcomeSource = keyof typeof OutcomeSource;
