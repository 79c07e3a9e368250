import type { DatasetService } from '../datasets/index.js';
import type { JobDefinition } from '../jobs/index.js';
import { type PurchaseValuation, VALUE_CUSTOMERS } from './purchase-valuation.js';

/** The job's payload. */
export interface ValueCustomersPayload {
  readonly datasetId: string;
}

/** Memory for a customer: the row as it is read, and its columns in both threads. */
const BYTES_A_CUSTOMER = 1000;

/** Values all customers of a dataset; it may begin again at any time, and the last one wins. */
export function valueCustomersJob(
  valuation: PurchaseValuation,
  datasets: Pick<DatasetService, 'find'>,
): JobDefinition<ValueCustomersPayload> {
  return {
    kind: VALUE_CUSTOMERS,
    needs: async ({ datasetId }, call) => {
      const dataset = await datasets.find(call, datasetId);
      return { bytes: (dataset?.customerCount ?? 0) * BYTES_A_CUSTOMER };
    },
    run: ({ datasetId }, context) => valuation.valueAll(datasetId, context),
  };
}
