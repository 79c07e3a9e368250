import type { DatasetService } from '../datasets/index.js';
import { SampleDataService } from './sample-data.service.js';

export type { SampleDataService } from './sample-data.service.js';

/** Provides the invented customers of a first start. */
export function createSampleData({ datasets }: { readonly datasets: DatasetService }) {
  return { service: new SampleDataService(datasets), resolvers: [] };
}
