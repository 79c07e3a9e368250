declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** A model became the one whose scores are served. */
    'churn.promoted': { datasetId: string; churnModelId: string };
    /** Scores or risk bands that are served may have changed: of the customers with these rows, or of any if null. */
    'scores.updated': { datasetId: string; rows: readonly number[] | null };
  }
}

export {};
