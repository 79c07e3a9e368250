declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** A dataset's active segmentation, or its selected k, changed. */
    'segmentation.activated': { datasetId: string; segmentationId: string };
  }
}

export {};
