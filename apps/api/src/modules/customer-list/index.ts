import type { DataSource } from 'typeorm';
import type { DatasetService } from '../datasets/index.js';
import {
  CustomerListResolver,
  DatasetCustomersFields,
  SegmentCustomersFields,
} from './customer-list.resolver.js';
import { CustomerListService } from './customer-list.service.js';

export type { CustomerListService } from './customer-list.service.js';

/** What the slice depends on. */
export interface CustomerListDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
}

/** Lists customers by everything known about them: id, attributes, segment and score. */
export function createCustomerList({ dataSource, datasets }: CustomerListDependencies) {
  const service = new CustomerListService(dataSource, datasets);
  return {
    service,
    resolvers: [
      new CustomerListResolver(service),
      new DatasetCustomersFields(service),
      new SegmentCustomersFields(service),
    ],
  };
}
