import type { EntitySource } from '../../../platform/graphql/federation/entity-source.js';
import { fromGlobalId } from '../../../platform/graphql/read-global-id.js';
import { ChurnModel } from './churn-model.entity.js';
import type { ChurnModelStore } from './churn-model.store.js';

/** Models as other subgraphs refer to them. */
export function churnModelEntity({ byId }: ChurnModelStore): EntitySource<'id'> {
  return {
    type: ChurnModel,
    key: ['id'],
    find: async (call, { id }) => {
      const key = fromGlobalId('ChurnModel', id);
      return key === null ? null : call.find(byId, key);
    },
  };
}
