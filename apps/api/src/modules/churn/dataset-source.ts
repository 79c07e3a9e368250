import type { DatasetService } from '../datasets/index.js';

/** What churn needs from the datasets. */
export type DatasetSource = Pick<
  DatasetService,
  | 'columns'
  | 'datasetLoader'
  | 'labels'
  | 'imports'
  | 'requireReady'
  | 'withSnapshot'
  | 'lock'
  | 'lockForChange'
  | 'onRemoval'
>;

/** What the segments of a dataset are called in the language of now, by their keys. */
export type SegmentNames = (datasetId: string) => Promise<ReadonlyMap<string, string>>;
