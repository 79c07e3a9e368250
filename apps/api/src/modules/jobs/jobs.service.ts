import { setTimeout as delay } from 'node:timers/promises';
import { Repeater } from '@graphql-yoga/subscription';
import { type DataSource, type EntityManager, In } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { SERVER } from '../../platform/call/caller.js';
import { outsideCalls } from '../../platform/call/current-call.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { isDatabaseAway } from '../../platform/errors/unavailable.js';
import type { Connection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { NEWEST_FIRST, readKeyset } from '../../platform/graphql/read-keyset.js';
import type { Logger } from '../../platform/logger.js';
import { Job, type RunStatus } from './job.entity.js';
import type { JobDefinition, JobQueue } from './job-definition.js';
import { cancelledOutcome, settleFailed } from './job-outcome.js';
import type { JobSignals } from './job-signals.js';
import { type JobStore, NOBODY } from './job-store.js';

/** Which jobs to list. */
export interface JobFilter {
  readonly datasetId?: string | null;
  readonly states?: readonly RunStatus[] | null;
}

/** Pause before the database is asked again. */
const PAUSE_MS = 1000;

const UNSETTLED: readonly RunStatus[] = ['PENDING', 'RUNNING'];

/** Jobs as the other slices and the API see them; the `JobWorker` runs them. */
export class JobsService implements JobQueue {
  constructor(
    readonly dataSource: DataSource,
    readonly store: JobStore,
    readonly signals: JobSignals,
    readonly definitions: Map<string, JobDefinition<object>>,
    readonly logger: Logger,
    /** Jobs of one kind that one caller may have waiting or running. */
    private readonly perCaller: number,
  ) {}

  define<P extends object>(definition: JobDefinition<P>): void {
    if (this.definitions.has(definition.kind)) {
      throw new Error(`The job kind "${definition.kind}" is defined twice.`);
    }
    this.definitions.set(definition.kind, definition as unknown as JobDefinition<object>);
  }

  async enqueue<P extends object>(
    call: CallContext,
    kind: string,
    payload: P,
    options: Parameters<JobQueue['enqueue']>[3] = {},
  ): Promise<string> {
    if (!this.definitions.has(kind)) throw new Error(`No job is defined with the kind "${kind}".`);
    const { datasetId = null, jobKey = null, manager = this.dataSource.manager } = options;
    const callerId = call.caller === SERVER ? null : call.caller.id;
    if (callerId !== null) await this.#requireFewer(callerId, kind, manager);
    for (;;) {
      const made = await this.store.insert({ kind, payload, datasetId, jobKey, callerId }, manager);
      const id = made ?? (await this.store.findUnsettled(jobKey!, manager));
      // If the job with this key settled between the two statements, the loop makes a new one.
      if (id !== null) return id;
    }
  }

  async get(call: CallContext, key: string, manager?: EntityManager): Promise<Job> {
    const job = await this.find(call, key, manager);
    if (job === null) throw notFound('Job', toGlobalId('Job', key));
    return job;
  }

  /** Null if there is none, or it works on a dataset that the caller does not see. */
  async find(call: CallContext, key: string, manager = this.dataSource.manager): Promise<Job | null> {
    call.require('VIEWER');
    const job = await manager.getRepository(Job).findOneBy({ id: key });
    return job !== null && isVisible(call, job) ? job : null;
  }

  /** Newest first. */
  list(
    call: CallContext,
    { datasetId, states }: JobFilter,
    first: number,
    after?: string | null,
  ): Promise<Connection<Job>> {
    call.require('VIEWER', datasetId, ['datasetId']);
    const query = this.dataSource.getRepository(Job).createQueryBuilder('job');
    if (datasetId) query.andWhere({ datasetId });
    if (call.scope !== null) query.andWhere({ datasetId: In([...call.scope]) });
    if (call.deleted.size > 0)
      query.andWhere('(job.dataset_id is null or job.dataset_id <> all(:deleted))', {
        deleted: [...call.deleted],
      });
    if (states) query.andWhere({ state: In([...new Set(states)]) });
    const list = { name: 'jobs', of: [datasetId, states && [...new Set(states)].sort()] };
    return readKeyset(query, list, { first, after }, NEWEST_FIRST);
  }

  /** Cancels a job: a waiting one at once, a running one as soon as it can stop. @throws AppError NOT_FOUND, CONFLICT */
  async cancel(call: CallContext, key: string): Promise<Job> {
    call.require('ANALYST');
    const { asked, job } = await inTransaction(this.dataSource, async (manager) => {
      const asked = await this.store.requestCancel(key, manager);
      const job = await this.get(call, key, manager);
      if (asked === null) throw settledAlready(job);
      return { asked, job };
    });
    if (asked.workerKey !== NOBODY) return job;
    try {
      // Whether or not the caller still waits: what tidies up after a job must not be left undone.
      await outsideCalls(() => settleFailed(this, asked, cancelledOutcome()));
      return await this.get(call, key);
    } catch (error) {
      // It was asked for, and that is saved: the next recovery does the rest.
      this.logger.warn({ err: error, job: key }, 'a cancelled job is left to the next recovery');
      return job;
    }
  }

  async cancelAllOf(call: CallContext, datasetId: string): Promise<void> {
    const jobs = await this.dataSource.getRepository(Job).findBy({ datasetId, state: In([...UNSETTLED]) });
    await Promise.all(jobs.map((job) => this.#cancelAndWait(call, job.id)));
  }

  /** Yields the job now, then after every change until it settles or the call is over. @throws AppError NOT_FOUND */
  async watch(call: CallContext, key: string): Promise<AsyncIterableIterator<Job>> {
    await this.get(call, key);
    return new Repeater<Job>(async (push, stop) => {
      let changed = true;
      let wake = () => {};
      let stopped = false;
      const unlisten = this.signals.onChange(key, () => {
        changed = true;
        wake();
      });
      const leave = () => {
        stopped = true;
        wake();
      };
      stop.then(leave);
      call.signal.addEventListener('abort', leave);
      try {
        while (!stopped) {
          changed = false;
          const job = await this.#findWhenPossible(call, key);
          if (job === null) break;
          await push(job);
          if (!UNSETTLED.includes(job.state)) break;
          if (!changed && !stopped) await new Promise<void>((resolve) => (wake = resolve));
        }
        stop();
      } finally {
        unlisten();
        call.signal.removeEventListener('abort', leave);
      }
    });
  }

  /** While the database is away, it asks again: a client that watches should not have to notice. */
  async #findWhenPossible(call: CallContext, key: string): Promise<Job | null> {
    for (;;) {
      try {
        return await this.find(call, key);
      } catch (error) {
        if (call.signal.aborted || !isDatabaseAway(error)) throw error;
        await delay(PAUSE_MS);
      }
    }
  }

  async #requireFewer(callerId: string, kind: string, manager: EntityManager): Promise<void> {
    const count = await this.store.countUnsettled(callerId, kind, manager);
    if (count < this.perCaller) return;
    throw new AppError(
      'TOO_MANY_JOBS',
      `You have ${count} jobs "${kind}" waiting or running; there may be ${this.perCaller}. Wait for one to end, or cancel one.`,
    );
  }

  async #cancelAndWait(call: CallContext, key: string): Promise<void> {
    try {
      await this.cancel(call, key);
    } catch (error) {
      // It has settled by itself.
      if (!(error instanceof AppError) || isDatabaseAway(error)) throw error;
    }
    for (;;) {
      const job = await this.find(call, key);
      if (job === null || !UNSETTLED.includes(job.state)) return;
      await this.signals.change(key, PAUSE_MS);
    }
  }
}

function settledAlready({ state }: Job): AppError {
  return new AppError('CONFLICT', `The job is ${state}; only a PENDING or RUNNING job can be cancelled.`);
}

/** Whether a caller may see a job; one that works on no dataset is the whole installation's. */
function isVisible(call: CallContext, { datasetId }: Job): boolean {
  return datasetId === null ? call.scope === null : call.sees(datasetId);
}
