import { Arg, Authorized, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { forEach, listBy } from '../../platform/graphql/complexity.js';
import { requirePageSize } from '../../platform/graphql/connection.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Customer } from '../customers/index.js';
import { RecordOutcomesInput } from './outcome.inputs.js';
import type { OutcomeService } from './outcome.service.js';
import type { OutcomeStore } from './outcome.store.js';
import { Outcome, RecordOutcomesPayload } from './outcome.types.js';

/** Records outcomes. */
@Resolver()
export class OutcomeResolver {
  constructor(readonly outcomes: OutcomeService) {}

  @Authorized('ANALYST')
  @Mutation(() => RecordOutcomesPayload, {
    complexity: forEach('outcomes', 5),
    description:
      'Records what became of customers, 1..1000 per call. Every outcome is kept; of a customer the one counts that was observed last, so that a wrong one is corrected by telling it again.',
  })
  recordOutcomes(
    @Ctx() call: CallContext,
    @Arg('input', () => RecordOutcomesInput, { description: 'The outcomes.' }) input: RecordOutcomesInput,
  ): Promise<RecordOutcomesPayload> {
    return withUserErrors({ recorded: 0, unknown: [] as string[] }, async () =>
      this.outcomes.record(call, {
        ...input,
        datasetId: requireKey('Dataset', input.datasetId, ['datasetId']),
      }),
    );
  }
}

/** What became of a customer. */
@Resolver(() => Customer)
export class CustomerOutcomeFields {
  constructor(readonly store: Pick<OutcomeStore, 'ofCustomer'>) {}

  @FieldResolver(() => [Outcome], {
    complexity: listBy('first'),
    description: 'What became of the customer, as it was told; the first counts.',
  })
  async outcomes(
    @Root() { datasetId, row }: Customer,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1..100.' })
    first: number | null,
    @Ctx() call: CallContext,
  ): Promise<Outcome[]> {
    const count = first ?? 20;
    requirePageSize(count);
    return (await call.load(this.store.ofCustomer, { datasetId, row })).slice(0, count);
  }
}
