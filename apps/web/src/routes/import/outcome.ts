import type { ColumnPreview } from './import.documents';

/** What is asked about a column that may tell what came of customers. */
export type OutcomeQuestion = NonNullable<ColumnPreview['outcomeQuestion']>;

/** What a yes means; NEITHER where it is nothing that could be foreseen. */
export type Outcome = 'LEFT' | 'RESPONDED' | 'NEITHER';
