import { Arg, Authorized, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { listBy } from '../../../platform/graphql/complexity.js';
import { requirePageSize } from '../../../platform/graphql/connection.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import { RetentionStrategy } from '../../strategies/index.js';
import { GiveStrategyFeedbackInput, WithdrawStrategyFeedbackInput } from './strategy-feedback.inputs.js';
import type { StrategyFeedbackService } from './strategy-feedback.service.js';
import type { StrategyFeedbackStore } from './strategy-feedback.store.js';
import { StrategyFeedback, StrategyFeedbackPayload } from './strategy-feedback.types.js';

const NOTHING = { feedback: null as StrategyFeedback | null };

/** Gives and withdraws feedback on strategies. */
@Resolver()
export class StrategyFeedbackResolver {
  constructor(readonly service: StrategyFeedbackService) {}

  @Authorized('ANALYST')
  @Mutation(() => StrategyFeedbackPayload, {
    description:
      'Says what became of a piece of advice for a segment: taken, or refused and why. It stays with the advice for that segment over refits.',
  })
  giveStrategyFeedback(
    @Ctx() call: CallContext,
    @Arg('input', () => GiveStrategyFeedbackInput, { description: 'What is said.' })
    input: GiveStrategyFeedbackInput,
  ): Promise<StrategyFeedbackPayload> {
    return withUserErrors(NOTHING, async () => ({
      feedback: await this.service.give(call, {
        ...input,
        datasetId: requireKey('Dataset', input.datasetId, ['datasetId']),
      }),
    }));
  }

  @Authorized('ANALYST')
  @Mutation(() => StrategyFeedbackPayload, {
    description: 'Withdraws feedback on a strategy: it does not count any more, and is not listed.',
  })
  withdrawStrategyFeedback(
    @Ctx() call: CallContext,
    @Arg('input', () => WithdrawStrategyFeedbackInput, { description: 'What to withdraw.' })
    input: WithdrawStrategyFeedbackInput,
  ): Promise<StrategyFeedbackPayload> {
    return withUserErrors(NOTHING, async () => ({
      feedback: await this.service.withdraw(
        call,
        requireKey('StrategyFeedback', input.feedbackId, ['feedbackId']),
      ),
    }));
  }
}

/** What was said about a strategy. */
@Resolver(() => RetentionStrategy)
export class StrategyFeedbackFields {
  constructor(readonly store: Pick<StrategyFeedbackStore, 'ofAdvice'>) {}

  @FieldResolver(() => [StrategyFeedback], {
    complexity: listBy('first'),
    description: 'What became of this advice for this segment, newest first; without what was withdrawn.',
  })
  async feedback(
    @Root() { advice }: RetentionStrategy,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1..100.' })
    first: number | null,
    @Ctx() call: CallContext,
  ): Promise<StrategyFeedback[]> {
    const count = first ?? 20;
    requirePageSize(count);
    return (await call.load(this.store.ofAdvice, advice)).feedback.slice(0, count);
  }

  @FieldResolver(() => Int, { description: 'How often it was said to be taken.' })
  async takenCount(@Root() { advice }: RetentionStrategy, @Ctx() call: CallContext): Promise<number> {
    return (await call.load(this.store.ofAdvice, advice)).taken;
  }

  @FieldResolver(() => Int, { description: 'How often it was said to be refused.' })
  async refusedCount(@Root() { advice }: RetentionStrategy, @Ctx() call: CallContext): Promise<number> {
    return (await call.load(this.store.ofAdvice, advice)).refused;
  }
}
