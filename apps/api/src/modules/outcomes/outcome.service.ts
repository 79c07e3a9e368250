import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { answerOnce } from '../../platform/idempotency/answer-once.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { ChurnDefinition } from '../churn/index.js';
import { type DatasetService, NOBODY } from '../datasets/index.js';
import type { OutcomeInput } from './outcome.inputs.js';
import { type OutcomeStore, RECORD, type RecordedOutcomes } from './outcome.store.js';
import { type GivenOutcome, readOutcomes, readShortText } from './read-outcomes.js';

/** What the service depends on. */
export interface OutcomeDependencies {
  readonly dataSource: DataSource;
  readonly store: OutcomeStore;
  readonly datasets: Pick<DatasetService, 'requireReady' | 'lockForChange'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** Outcomes to record, ids as keys. */
interface RecordRequest {
  readonly datasetId: string;
  readonly outcomes: readonly OutcomeInput[];
  readonly idempotencyKey?: string | null;
}

/** Records what became of customers. */
export class OutcomeService {
  constructor(private readonly deps: OutcomeDependencies) {}

  /**
   * Records outcomes of those ids that are customers, and tells the others.
   * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT or BAD_USER_INPUT with the field at fault
   */
  async record(call: CallContext, request: RecordRequest): Promise<RecordedOutcomes> {
    const { datasetId, idempotencyKey } = request;
    call.require('ANALYST', datasetId, ['datasetId']);
    const { dataSource, datasets, clock } = this.deps;
    await datasets.requireReady(call, datasetId);
    const outcomes = readOutcomes(request.outcomes, clock.now());
    const key = idempotencyKey == null ? null : readShortText('idempotencyKey', idempotencyKey, KEY);
    return inTransaction(dataSource, async (manager) => {
      // Nobody is erased meanwhile.
      await datasets.lockForChange(manager, datasetId, NOBODY);
      const repeatable = { part: datasetId, use: RECORD, key, input: outcomes, of: 'outcomes' };
      return answerOnce(manager, repeatable, () => this.#store(manager, datasetId, outcomes));
    });
  }

  /** Records what the label of customers says who are about to be written by an import, by the champion's definition. */
  async recordLabels(manager: EntityManager, datasetId: string, given: string): Promise<void> {
    const { store, outbox, clock } = this.deps;
    const [champion] = await manager.query<{ target: ChurnDefinition }[]>(
      'select target from champions where dataset_id = $1',
      [datasetId],
    );
    if (champion === undefined) return;
    const { target } = champion;
    const recorded = await store.recordLabels(manager, datasetId, { given, target, now: clock.now() });
    if (recorded > 0) await outbox.append(manager, datasetId, 'outcomes.recorded', { datasetId });
  }

  async #store(
    manager: EntityManager,
    datasetId: string,
    outcomes: readonly GivenOutcome[],
  ): Promise<RecordedOutcomes> {
    const { store, outbox, clock } = this.deps;
    const terms = { source: 'RECORDED', now: clock.now() } as const;
    const answer = await store.record(manager, datasetId, outcomes, terms);
    if (answer.recorded > 0) await outbox.append(manager, datasetId, 'outcomes.recorded', { datasetId });
    return answer;
  }
}

const KEY = ['idempotencyKey'];
