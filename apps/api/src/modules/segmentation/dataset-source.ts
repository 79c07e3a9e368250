import type { LoaderDefinition } from '../../platform/graphql/request-context.js';
import type { Dataset, Snapshot } from '../datasets/index.js';
import type { ColumnFacts } from '../feature-matrix/index.js';

/** What segmentation needs of the datasets. */
export interface DatasetSource {
  /** Status and columns. @throws AppError NOT_FOUND, CONFLICT where it is not READY. */
  requireReady(datasetId: string, field: readonly string[]): Promise<ReadyDataset>;
  /** The column file as the customers are now, written anew where they changed. */
  snapshot(datasetId: string, signal?: AbortSignal): Promise<Snapshot>;
  /** Batches datasets; null where there is none. */
  readonly datasetLoader: LoaderDefinition<string, Dataset | null>;
}

/** A dataset whose customers can be read. */
export interface ReadyDataset {
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
}
