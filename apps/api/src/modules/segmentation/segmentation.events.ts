declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** A dataset's active segmentation, or its selected k, changed; `fitted` if that is because it was just found. */
    'segmentation.activated': { datasetId: string; segmentationId: string; k: number; fitted: boolean };
    /** Customers were placed in segments, after they or the segments changed: those with these rows, or any if null. */
    'memberships.updated': { datasetId: string; rows: readonly number[] | null };
  }
}

export {};
