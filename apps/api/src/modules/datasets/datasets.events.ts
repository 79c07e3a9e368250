import type { ImportMode, LabelMeaning } from './dataset.enums.js';

declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** An import was stored. `analyse` requests segments and a churn model as well. */
    'dataset.imported': {
      datasetId: string;
      mode: ImportMode;
      analyse: boolean;
      labelMeaning?: LabelMeaning | null;
    };
    /** Customers were created or replaced, given by their rows; null if there are too many to list. */
    'customers.changed': { datasetId: string; rows: readonly number[] | null };
    /** A dataset was deleted; its files have no owner any more. */
    'dataset.deleted': { datasetId: string };
    /** Customers were erased, or were not in the file that replaced all; nothing may be left of them. */
    'customers.erased': { datasetId: string };
  }
}
