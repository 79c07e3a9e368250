import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import type { Connection } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { readName } from '../../../platform/read-name.js';
import { type DatasetService, NOBODY } from '../../datasets/index.js';
import type { SegmentationService } from '../../segmentation/index.js';
import { keysOf } from '../customer-conditions.js';
import type { CustomerFilter } from '../customer-list.inputs.js';
import type { CustomerListService } from '../customer-list.service.js';
import type { Audience } from './audience.entity.js';
import type { AudienceStore } from './audience.store.js';
import { campaignsIn, namesAudience } from './audience-filter.js';

const MAX_NAME_LENGTH = 100;

/** What the service depends on. */
export interface AudienceDependencies {
  readonly store: AudienceStore;
  readonly lists: CustomerListService;
  readonly datasets: DatasetService;
  readonly segmentations: Pick<SegmentationService, 'activeByDataset'>;
  readonly clock: Clock;
}

/** Saves filters under a name, and counts whom they hold. Ids are keys. */
export class AudienceService {
  constructor(private readonly deps: AudienceDependencies) {}

  /** Null if there is none that the caller may see. */
  async find(call: CallContext, id: string): Promise<Audience | null> {
    const found = await this.deps.store.find(id);
    return found !== null && call.sees(found.datasetId) ? found : null;
  }

  async list(
    call: CallContext,
    datasetId: string,
    first: number,
    after: string | null,
  ): Promise<Connection<Audience>> {
    call.require('VIEWER', datasetId);
    return this.deps.store.page(datasetId, first, after);
  }

  /** How many customers it holds now. */
  async count(call: CallContext, { datasetId, filter }: Audience): Promise<number> {
    return this.deps.lists.countAll(call, datasetId, filter);
  }

  /** @throws AppError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, UNKNOWN_COLUMN or CONFLICT with the field at fault */
  async save(
    call: CallContext,
    {
      datasetId,
      id,
      name,
      filter,
    }: { datasetId: string; id: string | null; name: string; filter: CustomerFilter },
  ): Promise<Audience> {
    call.require('ANALYST', datasetId, ['datasetId']);
    const before = id === null ? null : await this.#require(call, id);
    if (before !== null && before.datasetId !== datasetId) {
      throw notFound('Audience', toGlobalId('Audience', before.id), ['audienceId']);
    }
    const kept = await this.#keep(call, datasetId, filter);
    // Counted once, so that a condition that cannot be asked is refused here and not whenever the audience is used.
    await this.deps.lists.countAll(call, datasetId, kept);
    const { store, datasets, clock } = this.deps;
    const audience = {
      id: before?.id ?? crypto.randomUUID(),
      name: readName(name, MAX_NAME_LENGTH),
      filter: kept,
    };
    return inTransaction(store.dataSource, async (manager) => {
      await datasets.lockForChange(manager, datasetId, NOBODY);
      return before === null
        ? store.add(manager, { ...audience, datasetId, createdAt: clock.now() })
        : store.change(manager, audience);
    });
  }

  /**
   * An audience for each of these filters: one that has it already, else a new one; a name that is taken gets a number. All
   * are saved, or none. @throws AppError FORBIDDEN or CONFLICT
   */
  async saveAll(
    call: CallContext,
    datasetId: string,
    named: readonly { readonly name: string; readonly filter: CustomerFilter }[],
  ): Promise<Audience[]> {
    call.require('ANALYST', datasetId, ['datasetId']);
    const { store, datasets, clock } = this.deps;
    return inTransaction(store.dataSource, async (manager) => {
      await datasets.lockForChange(manager, datasetId, NOBODY);
      const saved: Audience[] = [];
      for (const { name, filter } of named) {
        const same = await store.withFilter(manager, datasetId, filter);
        saved.push(
          same ??
            (await store.add(manager, {
              id: crypto.randomUUID(),
              name: await store.freeName(manager, datasetId, name),
              ...{ datasetId, filter, createdAt: clock.now() },
            })),
        );
      }
      return saved;
    });
  }

  async remove(call: CallContext, id: string): Promise<void> {
    const { datasetId } = await this.#require(call, id);
    call.require('ANALYST', datasetId, ['audienceId']);
    if (!(await this.deps.store.remove(id)))
      throw notFound('Audience', toGlobalId('Audience', id), ['audienceId']);
  }

  async #require(call: CallContext, id: string): Promise<Audience> {
    const found = await this.find(call, id);
    if (found === null) throw notFound('Audience', toGlobalId('Audience', id), ['audienceId']);
    return found;
  }

  /** The filter as it is kept: what it says, with the k that its segments are of. */
  async #keep(call: CallContext, datasetId: string, filter: CustomerFilter): Promise<CustomerFilter> {
    if (namesAudience(filter)) {
      throw new AppError(
        'BAD_USER_INPUT',
        'The filter names an audience; that of an audience must name none.',
        {
          field: ['filter'],
        },
      );
    }
    if (campaignsIn(filter).length > 0) {
      const message = 'The filter names a campaign; that of an audience must name none.';
      throw new AppError('BAD_USER_INPUT', message, { field: ['filter'] });
    }
    const k = (await call.load(this.deps.segmentations.activeByDataset, datasetId))?.selectedK ?? null;
    return withK(filter, k);
  }
}

/** What a filter says, without what it leaves out; its segments under a k. */
function withK(filter: CustomerFilter, k: number | null): CustomerFilter {
  const { anyOf, ...rest } = filter;
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value != null));
  return {
    ...said,
    ...(keysOf(filter) !== null && filter.segmentK == null && k !== null && { segmentK: k }),
    ...(anyOf != null && { anyOf: anyOf.map((other) => withK(other, k)) }),
  };
}
