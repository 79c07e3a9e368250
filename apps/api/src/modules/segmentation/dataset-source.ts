import type { EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import type { Dataset, RemovalStep, Snapshot, TouchedRows } from '../datasets/index.js';
import type { ColumnFacts } from '../feature-matrix/index.js';

/** What segmentation needs from the datasets. */
export interface DatasetSource {
  /** Status and columns. @throws AppError NOT_FOUND, CONFLICT if it is not READY. */
  requireReady(call: CallContext, datasetId: string, field: readonly string[]): Promise<ReadyDataset>;
  /** Passes `use` a snapshot of the current customers; `hold` records in its transaction what references it. */
  withSnapshot<T>(
    call: CallContext,
    datasetId: string,
    hold: (manager: EntityManager, snapshot: Pick<Snapshot, 'id'>) => Promise<void>,
    use: (snapshot: Snapshot) => Promise<T>,
  ): Promise<T>;
  /**
   * Keeps a dataset's customers unchanged until the end of the caller's transaction, whose memberships `touched` says. Returns
   * whether it exists.
   */
  lock(manager: EntityManager, datasetId: string, touched?: TouchedRows): Promise<boolean>;
  /** Keeps a dataset from being deleted until the end of the caller's transaction. @throws AppError NOT_FOUND */
  hold(manager: EntityManager, datasetId: string): Promise<void>;
  /** Registers a step that runs when customers are removed. */
  onRemoval(step: RemovalStep): void;
  /** Loads many datasets at once; null for an unknown key. */
  readonly datasetLoader: LoaderDefinition<string, Dataset | null>;
}

/** A dataset whose customers can be read. */
export interface ReadyDataset {
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
}
