import type { ImportMode } from './dataset.enums.js';

declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** An import is stored. `analyse`: segments and a churn model are wanted as well. */
    'dataset.imported': { datasetId: string; mode: ImportMode; analyse: boolean };
    /** Customers were created or replaced, by their rows; null: more than are worth listing. */
    'customers.changed': { datasetId: string; rows: readonly number[] | null };
    /** A dataset was deleted: its files have no owner any more. */
    'dataset.deleted': { datasetId: string };
    /** Customers were erased, by their rows: nothing may be left of them. */
    'customers.erased': { datasetId: string; rows: readonly number[] };
  }
}
