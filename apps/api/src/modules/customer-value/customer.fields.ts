import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { Customer } from '../customers/index.js';
import type { CustomerValueService } from './customer-value.service.js';
import { CustomerValue } from './customer-value.types.js';

/** What a customer is worth. */
@Resolver(() => Customer)
export class CustomerValueFields {
  constructor(readonly service: CustomerValueService) {}

  @FieldResolver(() => CustomerValue, {
    nullable: true,
    description:
      'What the customer is worth over the next 365 days; null where nothing says so: no purchases and no MONETARY_VALUE column with a champion, or too few customers who came back.',
  })
  value(@Root() customer: Customer, @Ctx() call: CallContext): Promise<CustomerValue | null> {
    return this.service.ofCustomer(call, customer);
  }
}
