import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import type { DatasetService } from '../../datasets/index.js';
import { readStrategyKey, type StrategiesService } from '../../strategies/index.js';
import { readNote } from '../read-feedback.js';
import type { GiveStrategyFeedbackInput } from './strategy-feedback.inputs.js';
import type { StrategyFeedbackStore } from './strategy-feedback.store.js';
import type { StrategyFeedback } from './strategy-feedback.types.js';

/** What the service depends on. */
export interface StrategyFeedbackDependencies {
  readonly store: StrategyFeedbackStore;
  readonly datasets: Pick<DatasetService, 'hold'>;
  readonly strategies: Pick<StrategiesService, 'find'>;
  readonly clock: Clock;
}

/** Keeps and withdraws what people did with advice. Ids are keys, but for that of the strategy. */
export class StrategyFeedbackService {
  constructor(private readonly deps: StrategyFeedbackDependencies) {}

  /** @throws AppError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT with the field at fault */
  async give(call: CallContext, input: GiveStrategyFeedbackInput): Promise<StrategyFeedback> {
    const { datasetId, strategyId, kind } = input;
    call.require('ANALYST', datasetId, ['datasetId']);
    const { store, datasets, strategies } = this.deps;
    const note = readNote(input.note?.trim() ?? '', kind);
    const key = readStrategyKey(strategyId);
    const found = key && (await strategies.find(call, datasetId, key));
    if (!found) throw notFound('RetentionStrategy', strategyId, ['strategyId']);
    const { segmentKey, play } = found.assumed;
    return inTransaction(store.dataSource, async (manager) => {
      await datasets.hold(manager, datasetId);
      return store.add(manager, { datasetId, segmentKey, play }, { kind, note }, this.#deed(call));
    });
  }

  /** @throws AppError FORBIDDEN, or NOT_FOUND if there is none, or it has been withdrawn before */
  async withdraw(call: CallContext, key: string): Promise<StrategyFeedback> {
    const { store } = this.deps;
    const gone = notFound('StrategyFeedback', toGlobalId('StrategyFeedback', key), ['feedbackId']);
    const found = await store.find(key);
    if (found === null) {
      call.require('ANALYST');
      throw gone;
    }
    call.require('ANALYST', found.datasetId, ['feedbackId']);
    return inTransaction(store.dataSource, async (manager) => {
      if (!(await store.withdraw(manager, key, this.#deed(call)))) throw gone;
      return found;
    });
  }

  #deed({ caller }: CallContext) {
    return { by: caller.email ?? caller.label ?? caller.id, at: this.deps.clock.now() };
  }
}
