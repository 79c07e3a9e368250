import type { DatasetService, ImportService } from '../datasets/index.js';
import { SampleDataService } from './sample-data.service.js';

export type { SampleDataService } from './sample-data.service.js';

/** What the slice depends on; `url` names the database of the datasets. */
export interface SampleDataDependencies {
  readonly datasets: DatasetService;
  readonly imports: ImportService;
  readonly url: string;
}

/** Provides the invented customers of a first start. */
export function createSampleData({ datasets, imports, url }: SampleDataDependencies) {
  return { service: new SampleDataService(datasets, imports, url), resolvers: [] };
}
