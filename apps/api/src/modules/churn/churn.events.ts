declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** A model became the one whose scores are served. */
    'churn.promoted': { datasetId: string; churnModelId: string };
  }
}

export {};
