import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { type DatasetService, NOBODY } from '../../datasets/index.js';
import type { Selections } from '../selection/selections.js';
import type { DeliveryStore } from '../sending/delivery.store.js';
import type { WebhookEvent } from '../webhooks.enums.js';
import type { Links } from './links.js';
import type { Followed, Move, ToldCustomers } from './told-customers.js';
import { changedVerdicts, type ReadVerdicts } from './told-verdicts.js';

/** What the announcer depends on. */
export interface AnnouncerDependencies {
  readonly dataSource: DataSource;
  readonly datasets: Pick<DatasetService, 'lockSeen'>;
  readonly deliveries: DeliveryStore;
  readonly told: ToldCustomers;
  readonly links: Links;
  readonly selections: Selections;
  readonly clock: Clock;
  /** Called when there is something to be sent. */
  readonly onAnnounced: () => void;
}

/** What an event says besides the dataset. */
type Facts = Readonly<Record<string, unknown>> & { readonly url: string };

/** Makes deliveries of what happens to datasets. Handles events of the outbox, each as often as it is delivered. */
export class Announcer {
  constructor(private readonly deps: AnnouncerDependencies) {}

  /** Tells of what happened to a dataset, if that still exists. */
  async announce(call: CallContext, event: WebhookEvent, datasetId: string, facts: Facts): Promise<void> {
    if (!(await this.deps.deliveries.isAwaited(event))) return;
    const answers = await this.#answers(call, event, datasetId);
    await this.#inLock(datasetId, (manager) =>
      this.#tell(manager, call.requestId, event, datasetId, facts, answers),
    );
    this.deps.onAnnounced();
  }

  /** Tells who has moved, of these customers or of all, in one event. Who had no place before has not moved. */
  async announceMoves(
    call: CallContext,
    followed: Followed,
    datasetId: string,
    rows: readonly number[] | null,
  ): Promise<void> {
    const event = followed === 'segment' ? 'SEGMENT_MEMBERSHIP_CHANGED' : 'CUSTOMER_RISK_BAND_CHANGED';
    if (!(await this.deps.deliveries.isAwaited(event))) return;
    const answers = await this.#answers(call, event, datasetId);
    await this.#inLock(datasetId, async (manager) => {
      const moves = await this.deps.told.moves(manager, followed, datasetId, rows);
      const moved = moves.filter(({ from, to }) => from !== null && to !== null);
      if (moved.length === 0) return;
      const facts = this.#factsOf(followed, datasetId, moves, moved);
      await this.#tell(manager, call.requestId, event, datasetId, facts, answers);
    });
    this.deps.onAnnounced();
  }

  /** Tells what campaigns came to, each when that is known first, and when it is another. */
  async announceVerdicts(call: CallContext, datasetId: string, read: ReadVerdicts): Promise<void> {
    if (!(await this.deps.deliveries.isAwaited('CAMPAIGN_MEASURED'))) return;
    const verdicts = await read(call, datasetId);
    const answers = await this.#answers(call, 'CAMPAIGN_MEASURED', datasetId);
    await this.#inLock(datasetId, async (manager) => {
      for (const { campaignId, verdict } of await changedVerdicts(manager, datasetId, verdicts)) {
        const id = toGlobalId('Campaign', campaignId);
        const facts = { campaignId: id, verdict, url: this.deps.links.screen(datasetId, `campaigns/${id}`) };
        const source = `${call.requestId}:${campaignId}`;
        await this.#tell(manager, source, 'CAMPAIGN_MEASURED', datasetId, facts, answers);
      }
    });
    this.deps.onAnnounced();
  }

  /** Notes where all customers are now, so that what is told begins here. */
  async beginFollowing({ signal }: CallContext): Promise<void> {
    for (const datasetId of await this.deps.told.datasets()) {
      for (const followed of ['segment', 'riskBand'] as const) {
        signal.throwIfAborted();
        await this.#inLock(datasetId, async (manager) => {
          await this.deps.told.moves(manager, followed, datasetId, null);
        });
      }
    }
  }

  #factsOf(followed: Followed, datasetId: string, all: readonly Move[], moved: readonly Move[]): Facts {
    const count = (moves: readonly Move[]) => moves.reduce((sum, { customers }) => sum + customers, 0);
    const places = [...new Set(moved.map(({ to }) => to))];
    const filter = followed === 'segment' ? { segmentKeys: places } : { riskBands: places };
    return {
      counts: { moved: count(moved), added: count(all.filter(({ from }) => from === null)) },
      moves: moved,
      url: this.deps.links.customers(datasetId, filter),
    };
  }

  /** What endpoints select of the dataset, as it is now: before the transaction, which asks by its own connection alone. */
  async #answers(
    call: CallContext,
    event: WebhookEvent,
    datasetId: string,
  ): Promise<ReadonlyMap<string, object>> {
    const { deliveries, selections } = this.deps;
    const answers = new Map<string, object>();
    for (const { id, selection } of await deliveries.selecting(event)) {
      answers.set(id, await selections.answer(call, datasetId, selection));
    }
    return answers;
  }

  /** `source` stays when the event of the outbox is delivered again: the id of its call. */
  async #tell(
    manager: EntityManager,
    source: string,
    type: WebhookEvent,
    datasetId: string,
    facts: Facts,
    answers: ReadonlyMap<string, object>,
  ): Promise<void> {
    const data = { datasetId: toGlobalId('Dataset', datasetId), ...facts };
    const payload = { type, timestamp: this.deps.clock.now().toISOString(), data };
    await this.deps.deliveries.announce(manager, type, source, payload, answers);
  }

  async #inLock(datasetId: string, work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await inTransaction(this.deps.dataSource, async (manager) => {
      if (await this.deps.datasets.lockSeen(manager, datasetId, NOBODY)) await work(manager);
    });
  }
}
