import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { Customer } from '../customers/index.js';
import { type DatasetService, NOBODY } from '../datasets/index.js';
import type { GiveCustomerFeedbackInput } from './feedback.inputs.js';
import type { FeedbackStore } from './feedback.store.js';
import type { CustomerFeedback } from './feedback.types.js';
import { readFeedback } from './read-feedback.js';

/** What the service depends on. */
export interface FeedbackServiceDependencies {
  readonly dataSource: DataSource;
  readonly store: FeedbackStore;
  readonly datasets: Pick<DatasetService, 'lockForChange'>;
  readonly clock: Clock;
}

/** Feedback with the customer whom it is about. */
export interface FeedbackOnCustomer {
  readonly feedback: CustomerFeedback;
  readonly customer: Customer;
}

/** Keeps and withdraws what people say about customers. Ids are keys. */
export class FeedbackService {
  constructor(private readonly deps: FeedbackServiceDependencies) {}

  /** @throws AppError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT with the field at fault */
  async give(call: CallContext, input: GiveCustomerFeedbackInput): Promise<FeedbackOnCustomer> {
    const { datasetId, externalId } = input;
    call.require('ANALYST', datasetId, ['datasetId']);
    const { dataSource, datasets, store, clock } = this.deps;
    const given = readFeedback(input, clock.now());
    return inTransaction(dataSource, async (manager) => {
      // Nobody is erased meanwhile.
      await datasets.lockForChange(manager, datasetId, NOBODY);
      const customer = await manager.findOneBy(Customer, { datasetId, externalId });
      if (customer === null) throw unknownCustomer(externalId);
      const feedback = await store.add(manager, customer, given, this.#deed(call));
      return { feedback, customer };
    });
  }

  /** @throws AppError FORBIDDEN, or NOT_FOUND if there is none, or it has been withdrawn before */
  async withdraw(call: CallContext, key: string): Promise<FeedbackOnCustomer> {
    const { dataSource, store, datasets } = this.deps;
    const gone = notFound('CustomerFeedback', toGlobalId('CustomerFeedback', key), ['feedbackId']);
    const found = await store.find(key);
    if (found !== null) call.require('ANALYST', found.datasetId, ['feedbackId']);
    else call.require('ANALYST');
    if (found === null) throw gone;
    return inTransaction(dataSource, async (manager) => {
      await datasets.lockForChange(manager, found.datasetId, NOBODY);
      const customer = await customerOf(manager, found);
      if (customer === null || !(await store.withdraw(manager, key, this.#deed(call)))) throw gone;
      return { feedback: found, customer };
    });
  }

  #deed({ caller }: CallContext) {
    return { by: caller.email ?? caller.label ?? caller.id, at: this.deps.clock.now() };
  }
}

function customerOf(manager: EntityManager, { datasetId, row }: CustomerFeedback): Promise<Customer | null> {
  return manager.findOneBy(Customer, { datasetId, row });
}

function unknownCustomer(externalId: string): AppError {
  const message = `externalId is ${JSON.stringify(externalId.slice(0, 200))}; no customer of the dataset has it.`;
  return new AppError('NOT_FOUND', message, { field: ['externalId'] });
}
