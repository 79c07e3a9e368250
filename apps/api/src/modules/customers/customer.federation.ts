import type { EntitySource } from '../../platform/graphql/federation/entity-source.js';
import { fromGlobalId } from '../../platform/graphql/read-global-id.js';
import { Customer } from './customer.entity.js';
import type { CustomerService } from './customer.service.js';

/** Customers as other subgraphs refer to them: by the ids that their owner's systems know. */
export function customerEntity({ byExternalId }: CustomerService): EntitySource<'datasetId' | 'externalId'> {
  return {
    type: Customer,
    key: ['datasetId', 'externalId'],
    find: async (call, { datasetId, externalId }) => {
      const key = fromGlobalId('Dataset', datasetId);
      if (key === null || !call.sees(key)) return null;
      return call.load(byExternalId, { datasetId: key, externalId });
    },
  };
}
