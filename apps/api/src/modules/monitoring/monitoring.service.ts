import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Connection } from '../../platform/graphql/connection.js';
import type { MonitoredModels } from '../churn/index.js';
import { type DatasetService, NOBODY } from '../datasets/index.js';
import type { Job, JobQueue } from '../jobs/index.js';
import {
  type AcknowledgeMonitoringInput,
  type MonitoringAcknowledgement,
  readAcknowledgement,
} from './acknowledged/index.js';
import type { MonitoringSettings } from './monitoring.inputs.js';
import type { MonitoringStore } from './monitoring.store.js';
import type { MonitoringReport } from './monitoring-report.entity.js';

const MOST_HOURS = 8760;

/** What the service depends on. */
export interface MonitoringDependencies {
  readonly store: MonitoringStore;
  readonly datasets: Pick<DatasetService, 'requireReady' | 'find' | 'hold' | 'lockForChange'>;
  readonly models: MonitoredModels;
  readonly jobs: JobQueue;
  readonly clock: Clock;
}

/** Checks whether customers are still those that a model learned from. Ids are keys. */
export class MonitoringService {
  constructor(private readonly deps: MonitoringDependencies) {}

  /** A dataset's reports, newest first. */
  reports(
    call: CallContext,
    datasetId: string,
    first: number,
    after: string | null,
  ): Promise<Connection<MonitoringReport>> {
    call.require('VIEWER', datasetId);
    return this.deps.store.page(datasetId, first, after);
  }

  settings(call: CallContext, datasetId: string): Promise<MonitoringSettings> {
    call.require('VIEWER', datasetId);
    return this.deps.store.settings(datasetId);
  }

  /** Starts a check, or joins one that waits. @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT without a champion */
  async check(call: CallContext, datasetId: string): Promise<Job> {
    call.require('ANALYST', datasetId, ['datasetId']);
    await this.deps.datasets.requireReady(call, datasetId, ['datasetId']);
    if ((await this.deps.models.champion(call, datasetId)) === null) {
      throw new AppError(
        'CONFLICT',
        'The dataset has no champion model; one must have learned from its customers.',
        {
          field: ['datasetId'],
        },
      );
    }
    return this.#enqueue(call, datasetId);
  }

  /** Starts a check that nobody asked for; none without a champion. */
  async checkByItself(call: CallContext, datasetId: string): Promise<void> {
    if ((await this.deps.models.champion(call, datasetId)) !== null) await this.#enqueue(call, datasetId);
  }

  /** Starts the checks that are due: of datasets that changed since the last one, or of which outcomes have come. */
  async checkDue(call: CallContext): Promise<void> {
    const { store, datasets, clock } = this.deps;
    for (const { datasetId, revision, hasOutcomes } of await store.due(clock.now())) {
      const dataset = await datasets.find(call, datasetId);
      const hasNews = hasOutcomes || dataset?.revision !== revision;
      if (dataset?.status === 'READY' && hasNews) await this.#enqueue(call, datasetId);
    }
  }

  /** @throws AppError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT with the field at fault */
  async set(
    call: CallContext,
    datasetId: string,
    given: Partial<MonitoringSettings>,
  ): Promise<MonitoringSettings> {
    call.require('ANALYST', datasetId, ['datasetId']);
    const { everyHours } = given;
    if (everyHours !== undefined && (everyHours < 1 || everyHours > MOST_HOURS)) {
      throw new AppError('BAD_USER_INPUT', `everyHours is ${everyHours}; it must be 1..${MOST_HOURS}.`, {
        field: ['everyHours'],
      });
    }
    await this.deps.datasets.requireReady(call, datasetId, ['datasetId']);
    const { store, datasets } = this.deps;
    return inTransaction(store.dataSource, async (manager) => {
      await datasets.lockForChange(manager, datasetId, NOBODY);
      return store.set(manager, datasetId, given);
    });
  }

  /**
   * Notes that somebody has looked into the last check.
   * @throws AppError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT with the field at fault, CONFLICT where there is nothing to look into
   */
  async acknowledge(
    call: CallContext,
    datasetId: string,
    said: Pick<AcknowledgeMonitoringInput, 'note' | 'muteUntil'>,
  ): Promise<MonitoringAcknowledgement> {
    call.require('ANALYST', datasetId, ['datasetId']);
    const { store, datasets, clock } = this.deps;
    await datasets.requireReady(call, datasetId, ['datasetId']);
    const { caller } = call;
    const by = caller.email ?? caller.label ?? caller.id;
    const now = clock.now();
    const acknowledgement = { by, at: now.toISOString(), ...readAcknowledgement(said, now) };
    return inTransaction(store.dataSource, async (manager) => {
      await datasets.lockForChange(manager, datasetId, NOBODY);
      const last = await store.last(manager, datasetId);
      if (last === null || last.state === 'QUIET') {
        const message = `${last === null ? 'The dataset was not checked yet' : 'The last check came to QUIET'}; only WATCH and ALERT can be looked into.`;
        throw new AppError('CONFLICT', message, { field: ['datasetId'] });
      }
      await store.acknowledge(manager, last.id, acknowledgement);
      return acknowledgement;
    });
  }

  /** @throws AppError NOT_FOUND if the dataset was deleted meanwhile */
  #enqueue(call: CallContext, datasetId: string): Promise<Job> {
    const { jobs, datasets, store } = this.deps;
    return inTransaction(store.dataSource, async (manager) => {
      await datasets.hold(manager, datasetId);
      const options = { datasetId, jobKey: `check-drift:${datasetId}`, manager };
      const id = await jobs.enqueue(call, 'check-drift', { datasetId }, options);
      return jobs.get(call, id, manager);
    });
  }
}
