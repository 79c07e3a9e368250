import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listBy, listOf, SCAN } from '../../platform/graphql/complexity.js';
import { Customer } from '../customers/index.js';
import { Dataset, MOST_COHORTS } from '../datasets/index.js';
import type { CustomerValueService } from './customer-value.service.js';
import { DatasetValue, PurchaseCohort } from './customer-value.types.js';

/** What the customers of a dataset are worth together. */
@Resolver(() => Dataset)
export class DatasetValueFields {
  constructor(readonly service: CustomerValueService) {}

  @FieldResolver(() => DatasetValue, {
    complexity: SCAN,
    nullable: true,
    description:
      'What all customers are worth over the next 365 days, how it is told and how well that has worked; null where Customer.value is.',
  })
  customerValue(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<DatasetValue | null> {
    return this.service.ofDataset(call, id);
  }

  @FieldResolver(() => [PurchaseCohort], {
    complexity: listOf(MOST_COHORTS, 10),
    nullable: true,
    description:
      'How customers bought by the month of their first purchase, the earliest first: at most the last 24 months of the file. Null for a dataset that did not come from purchases.',
  })
  cohorts(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<PurchaseCohort[] | null> {
    return this.service.cohorts(call, id);
  }

  @FieldResolver(() => [Customer], {
    complexity: listBy('first'),
    description:
      'The customers who are expected to be worth the most over the next 365 days, or to buy the most where purchases have no amount; the highest first. Empty for a dataset without purchases.',
  })
  mostValuable(
    @Root() { id }: Dataset,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many, 1..100.' })
    first: number | null,
    @Ctx() call: CallContext,
  ): Promise<Customer[]> {
    return this.service.top(call, id, first ?? 10);
  }
}
