import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { type ContactTermsReader, eventWords } from '../../churn/index.js';
import { type DatasetService, type FigureMemory, NOBODY } from '../../datasets/index.js';
import { compareArms } from './compare-arms.js';
import type { GlobalHoldOutStore, HoldOutArms } from './global-hold-out.store.js';
import type { GlobalHoldOut, GlobalHoldOutComparison } from './global-hold-out.types.js';

const LEAST_SHARE = 0.01;
const MOST_SHARE = 0.2;
/** The rate that is expected without a model: of customers in general one in five. */
const UNKNOWN_RATE = 0.2;

/** What the service depends on. */
export interface GlobalHoldOutDependencies {
  readonly dataSource: DataSource;
  readonly store: GlobalHoldOutStore;
  readonly datasets: Pick<DatasetService, 'requireReady' | 'lockForChange'>;
  readonly contacts: ContactTermsReader;
  readonly memory: FigureMemory;
  readonly clock: Clock;
}

/** Holds parts of datasets out of everything, and compares them with the others. Ids are keys. */
export class GlobalHoldOutService {
  constructor(private readonly deps: GlobalHoldOutDependencies) {}

  /** The one that runs, else the one that ended last; null if there was none. */
  async of(call: CallContext, datasetId: string): Promise<GlobalHoldOut | null> {
    call.require('VIEWER', datasetId);
    return this.deps.store.newest(datasetId);
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, or CONFLICT while one runs */
  async start(call: CallContext, datasetId: string, share: number): Promise<GlobalHoldOut> {
    call.require('ANALYST', datasetId, ['datasetId']);
    if (!(share >= LEAST_SHARE && share <= MOST_SHARE)) {
      const message = `share is ${share}; it must be ${LEAST_SHARE}..${MOST_SHARE}.`;
      throw new AppError('BAD_USER_INPUT', message, { field: ['share'] });
    }
    const { dataSource, datasets, store, clock } = this.deps;
    await datasets.requireReady(call, datasetId);
    return inTransaction(dataSource, async (manager) => {
      await datasets.lockForChange(manager, datasetId, NOBODY);
      const running = await store.newest(datasetId, manager);
      if (running !== null && running.endedAt === null) {
        const since = running.startedAt.toISOString();
        const message = `A share of ${running.share} is held out of everything since ${since}; there must be none that runs. End it first.`;
        throw new AppError('CONFLICT', message, { field: ['datasetId'] });
      }
      return store.start(manager, datasetId, share, clock.now());
    });
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, or CONFLICT unless one runs */
  async end(call: CallContext, datasetId: string): Promise<GlobalHoldOut> {
    call.require('ANALYST', datasetId, ['datasetId']);
    const { dataSource, datasets, store, clock } = this.deps;
    await datasets.requireReady(call, datasetId);
    return inTransaction(dataSource, async (manager) => {
      await datasets.lockForChange(manager, datasetId, NOBODY);
      const running = await store.newest(datasetId, manager);
      if (running === null || running.endedAt !== null) {
        const message = 'Nobody is held out of everything; a part must be, for it to end.';
        throw new AppError('CONFLICT', message, { field: ['datasetId'] });
      }
      const now = clock.now();
      await store.end(manager, running, now);
      return { ...running, endedAt: now };
    });
  }

  /** How many customers are held out; of one that ended, how many were. */
  async customerCount(call: CallContext, holdOut: GlobalHoldOut): Promise<number> {
    return (await this.#arms(call, holdOut)).heldOut.customers;
  }

  async comparison(call: CallContext, holdOut: GlobalHoldOut): Promise<GlobalHoldOutComparison> {
    const [arms, terms] = await Promise.all([
      this.#arms(call, holdOut),
      this.deps.contacts.read(holdOut.datasetId),
    ]);
    const event = terms?.event ?? 'LEFT';
    return compareArms(arms, {
      words: terms?.words ?? eventWords({ event, words: null }),
      rises: event !== 'LEFT',
      expectedRate: terms?.churnRate ?? UNKNOWN_RATE,
    });
  }

  async #arms(call: CallContext, { id, datasetId, endedAt }: GlobalHoldOut): Promise<HoldOutArms> {
    call.require('VIEWER', datasetId);
    const { store, memory } = this.deps;
    const kept = endedAt === null ? null : await store.kept(id);
    return kept ?? memory.of(datasetId, ['global-hold-out', id], () => store.count(id));
  }
}
