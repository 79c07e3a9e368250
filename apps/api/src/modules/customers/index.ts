import { Customer } from './customer.entity.js';
import { customerEntity } from './customer.federation.js';
import { CustomerResolver } from './customer.resolver.js';
import { CustomerService, type CustomerServiceDependencies } from './customer.service.js';
import { Customers1763800000401 } from './customers.migration.js';

export { type AttributeValue, Customer, CustomerConnection } from './customer.entity.js';
export { CustomerService } from './customer.service.js';

export const entities = [Customer];
export const migrations = [Customers1763800000401];

/** Reads, writes and erases single customers. */
export function createCustomers(deps: CustomerServiceDependencies) {
  const service = new CustomerService(deps);
  return { service, entities: [customerEntity(service)], resolvers: [new CustomerResolver(service)] };
}
