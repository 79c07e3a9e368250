import type { CallContext } from '../../platform/call/call-context.js';
import type { Storage } from '../../platform/storage.js';
import { Customer } from './customer.entity.js';
import { customerEntity } from './customer.federation.js';
import { CustomerResolver } from './customer.resolver.js';
import { CustomerService, type CustomerServiceDependencies } from './customer.service.js';
import './customers.events.js';
import { Customers1763800000401 } from './customers.migration.js';
import { ErasureLedger } from './erasure-ledger.js';
import { replayErasures } from './replay-erasures.js';

export { type AttributeValue, Customer, CustomerConnection } from './customer.entity.js';
export { CustomerService } from './customer.service.js';
export { LEDGER_FILE } from './erasure-ledger.js';

export const entities = [Customer];
export const migrations = [Customers1763800000401];

/** What the slice depends on. */
export interface CustomersDependencies extends Omit<CustomerServiceDependencies, 'ledger'> {
  /** Where it is noted who was erased. */
  readonly storage: Storage;
}

const LEDGER = 'erasure-ledger';

/** Reads, writes and erases single customers. */
export function createCustomers({ storage, ...deps }: CustomersDependencies) {
  const { dataSource, outbox } = deps;
  const ledger = new ErasureLedger(storage);
  const service = new CustomerService({ ...deps, ledger });
  outbox.on(
    'customer.forgotten',
    LEDGER,
    async ({ datasetId, mark }) => {
      // By the clock that backups go by, and after the commit: whoever is in a backup was erased after it.
      const [row]: { at: Date }[] = await dataSource.query('select clock_timestamp() as at');
      await ledger.add({ at: row!.at.toISOString(), datasetId, mark });
    },
    { untilDone: true },
  );
  return {
    service,
    /** Makes the file in which erasures are noted. */
    prepareLedger: () => ledger.prepare(),
    /** Erases again who was erased since a time. */
    replayErasures: (call: CallContext, since: Date) =>
      replayErasures({ dataSource, datasets: deps.datasets, service, ledger }, call, since),
    entities: [customerEntity(service)],
    resolvers: [new CustomerResolver(service)],
  };
}
