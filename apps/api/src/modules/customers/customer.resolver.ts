import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { forEach, LOOKUP } from '../../platform/graphql/complexity.js';
import { fromGlobalId, requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Customer } from './customer.entity.js';
import { EraseCustomerInput, UpsertCustomersInput } from './customer.inputs.js';
import { EraseCustomerPayload, UpsertCustomersPayload } from './customer.payloads.js';
import type { CustomerService } from './customer.service.js';

/** Resolves single customers. */
@Resolver(() => Customer)
export class CustomerResolver {
  constructor(readonly customers: CustomerService) {}

  @Authorized('VIEWER')
  @Query(() => Customer, {
    complexity: LOOKUP,
    nullable: true,
    description: 'A customer by the ID in your own systems; null if there is none.',
  })
  async customer(
    @Ctx() call: CallContext,
    @Arg('datasetId', () => ID, { description: 'ID of a dataset.' }) datasetId: string,
    @Arg('externalId', () => String, { description: "The customer's ID, as imported or upserted." })
    externalId: string,
  ): Promise<Customer | null> {
    const key = fromGlobalId('Dataset', datasetId);
    return key === null ? null : this.customers.find(call, key, externalId);
  }

  @Authorized('ANALYST')
  @Mutation(() => UpsertCustomersPayload, {
    complexity: forEach('customers', 5),
    description:
      'Creates customers, or replaces the attributes that are named of them, by external ID, 1..1000 per call; all or nothing. With `replace` it replaces all of a customer.',
  })
  upsertCustomers(
    @Ctx() call: CallContext,
    @Arg('input', () => UpsertCustomersInput, { description: 'The customers.' }) input: UpsertCustomersInput,
  ): Promise<UpsertCustomersPayload> {
    return withUserErrors({ created: 0, updated: 0 }, async () =>
      this.customers.upsert(call, {
        ...input,
        datasetId: requireKey('Dataset', input.datasetId, ['datasetId']),
      }),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => EraseCustomerPayload, {
    description:
      'Erases one customer everywhere: attributes, memberships, scores, rejected rows, training snapshots. Returns what was erased, and whether that is all. Not while an import into the dataset is under way.',
  })
  eraseCustomer(
    @Ctx() call: CallContext,
    @Arg('input', () => EraseCustomerInput, { description: 'The customer to erase.' }) {
      datasetId,
      externalId,
    }: EraseCustomerInput,
  ): Promise<EraseCustomerPayload> {
    const empty = { erased: null as Record<string, number> | null, complete: false };
    return withUserErrors(empty, () =>
      this.customers.erase(call, requireKey('Dataset', datasetId, ['datasetId']), externalId),
    );
  }
}
