import type { EntityManager } from 'typeorm';
import type { LoaderDefinition } from '../../platform/graphql/request-context.js';
import type { Dataset, RemovalStep, Snapshot } from '../datasets/index.js';
import type { ColumnFacts } from '../feature-matrix/index.js';

/** What segmentation needs of the datasets. */
export interface DatasetSource {
  /** Status and columns. @throws AppError NOT_FOUND, CONFLICT if it is not READY. */
  requireReady(datasetId: string, field: readonly string[]): Promise<ReadyDataset>;
  /** Gives `use` a snapshot of the customers as they are now; `hold` notes in its transaction what refers to it. */
  withSnapshot<T>(
    datasetId: string,
    hold: (manager: EntityManager, snapshot: Snapshot) => Promise<void>,
    use: (snapshot: Snapshot) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
  /** Keeps a dataset's customers as they are until the end of the caller's transaction. Returns whether it exists. */
  lock(manager: EntityManager, datasetId: string): Promise<boolean>;
  /** Registers what else goes when customers are removed. */
  onRemoval(step: RemovalStep): void;
  /** Batches datasets; null if there is none. */
  readonly datasetLoader: LoaderDefinition<string, Dataset | null>;
}

/** A dataset whose customers can be read. */
export interface ReadyDataset {
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
}
