declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** Outcomes of customers of a dataset became known. */
    'outcomes.recorded': { datasetId: string };
  }
}

export {};
