declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** Somebody was erased on request; the mark says who, to whoever knows the id. */
    'customer.forgotten': { datasetId: string; mark: string };
  }
}

export {};
