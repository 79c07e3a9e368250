import { Arg, Authorized, ID, Mutation, Query, Resolver } from 'type-graphql';
import { fromGlobalId, requireKey } from '../../platform/graphql/global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Customer } from './customer.entity.js';
import { EraseCustomerInput, UpsertCustomersInput } from './customer.inputs.js';
import { EraseCustomerPayload, UpsertCustomersPayload } from './customer.payloads.js';
import type { CustomerService } from './customer.service.js';

/** Answers for single customers. */
@Resolver(() => Customer)
export class CustomerResolver {
  constructor(readonly customers: CustomerService) {}

  @Authorized('VIEWER')
  @Query(() => Customer, {
    nullable: true,
    description: 'A customer by the id that its owner’s own systems use; null where there is none.',
  })
  async customer(
    @Arg('datasetId', () => ID, { description: 'Id of a dataset.' }) datasetId: string,
    @Arg('externalId', () => String, { description: 'As in the file, or as it was upserted.' })
    externalId: string,
  ): Promise<Customer | null> {
    const key = fromGlobalId('Dataset', datasetId);
    return key === null ? null : this.customers.find(key, externalId);
  }

  @Authorized('ANALYST')
  @Mutation(() => UpsertCustomersPayload, {
    description: 'Creates or replaces customers by external id, 1..1000 a call; all or nothing.',
  })
  upsertCustomers(
    @Arg('input', () => UpsertCustomersInput, { description: 'The customers.' }) input: UpsertCustomersInput,
  ): Promise<UpsertCustomersPayload> {
    return withUserErrors({ created: 0, updated: 0 }, async () =>
      this.customers.upsert({ ...input, datasetId: requireKey('Dataset', input.datasetId, ['datasetId']) }),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => EraseCustomerPayload, {
    description:
      'Erases one person everywhere: attributes, memberships, scores, rejected rows, training snapshots; answers with what was erased.',
  })
  eraseCustomer(
    @Arg('input', () => EraseCustomerInput, { description: 'Whom.' }) {
      datasetId,
      externalId,
    }: EraseCustomerInput,
  ): Promise<EraseCustomerPayload> {
    return withUserErrors({ erased: null as Record<string, number> | null }, async () => ({
      erased: await this.customers.erase(requireKey('Dataset', datasetId, ['datasetId']), externalId),
    }));
  }
}
