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
