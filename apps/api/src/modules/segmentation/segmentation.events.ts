declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** Another segmentation, or another k of it, is the one that a dataset's customers are shown in. */
    'segmentation.activated': { datasetId: string; segmentationId: string };
  }
}

export {};
