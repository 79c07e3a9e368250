import { Arg, Authorized, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listBy } from '../../platform/graphql/complexity.js';
import { requirePageSize } from '../../platform/graphql/connection.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Customer } from '../customers/index.js';
import { GiveCustomerFeedbackInput, WithdrawCustomerFeedbackInput } from './feedback.inputs.js';
import type { FeedbackService } from './feedback.service.js';
import type { FeedbackStore } from './feedback.store.js';
import { CustomerFeedback, CustomerFeedbackPayload } from './feedback.types.js';

const NOTHING: Omit<CustomerFeedbackPayload, 'userErrors'> = { feedback: null, customer: null };

/** Gives and withdraws feedback on customers. */
@Resolver()
export class FeedbackResolver {
  constructor(readonly service: FeedbackService) {}

  @Authorized('ANALYST')
  @Mutation(() => CustomerFeedbackPayload, {
    description:
      'Says something about a customer. Whoever is DO_NOT_CONTACT or LEFT_ALREADY is in no contact plan and no campaign that is made from then on.',
  })
  giveCustomerFeedback(
    @Ctx() call: CallContext,
    @Arg('input', () => GiveCustomerFeedbackInput, { description: 'What is said.' })
    input: GiveCustomerFeedbackInput,
  ): Promise<CustomerFeedbackPayload> {
    return withUserErrors(NOTHING, () =>
      this.service.give(call, { ...input, datasetId: requireKey('Dataset', input.datasetId, ['datasetId']) }),
    );
  }

  @Authorized('ANALYST')
  @Mutation(() => CustomerFeedbackPayload, {
    description: 'Withdraws feedback on a customer: it does not count any more, and is not listed.',
  })
  withdrawCustomerFeedback(
    @Ctx() call: CallContext,
    @Arg('input', () => WithdrawCustomerFeedbackInput, { description: 'What to withdraw.' })
    input: WithdrawCustomerFeedbackInput,
  ): Promise<CustomerFeedbackPayload> {
    return withUserErrors(NOTHING, () =>
      this.service.withdraw(call, requireKey('CustomerFeedback', input.feedbackId, ['feedbackId'])),
    );
  }
}

/** What was said about a customer. */
@Resolver(() => Customer)
export class CustomerFeedbackFields {
  constructor(readonly store: Pick<FeedbackStore, 'ofCustomer' | 'mayBeContacted'>) {}

  @FieldResolver(() => [CustomerFeedback], {
    complexity: listBy('first'),
    description: 'What people who work with the customer said, newest first; without what was withdrawn.',
  })
  async feedback(
    @Root() { datasetId, row }: Customer,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1..100.' })
    first: number | null,
    @Ctx() call: CallContext,
  ): Promise<CustomerFeedback[]> {
    const count = first ?? 20;
    requirePageSize(count);
    return (await call.load(this.store.ofCustomer, { datasetId, row })).slice(0, count);
  }

  @FieldResolver(() => Boolean, {
    description:
      'false: somebody said DO_NOT_CONTACT, and its last day has not passed, or LEFT_ALREADY. No contact plan and no new campaign has the customer.',
  })
  mayBeContacted(@Root() { datasetId, row }: Customer, @Ctx() call: CallContext): Promise<boolean> {
    return call.load(this.store.mayBeContacted, { datasetId, row });
  }
}
