import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import type { ArmOutcome } from '../effect/effect.types.js';
import type { GlobalHoldOut } from './global-hold-out.types.js';

/** Both arms, as far as outcomes are known. */
export interface HoldOutArms {
  readonly heldOut: ArmOutcome;
  readonly others: ArmOutcome;
}

/** What a customer is held out of: a campaign by its key, or everything. */
export interface HeldOutOf {
  readonly campaignId: string | null;
  /** Its name; null for everything. */
  readonly campaign: string | null;
  readonly since: Date;
}

interface CustomerKey {
  readonly datasetId: string;
  readonly row: number;
}

const FIELDS = 'id, dataset_id as "datasetId", share, started_at as "startedAt", ended_at as "endedAt"';

/** Stores parts that are held out of everything. The only user of their table; others read the view `customers_held_out`. */
export class GlobalHoldOutStore {
  constructor(private readonly dataSource: DataSource) {}

  /** What each customer is held out of now; everything comes first. */
  readonly ofCustomer: LoaderDefinition<CustomerKey, HeldOutOf[]> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const found = await this.dataSource.query<(HeldOutOf & { place: number })[]>(
        `select k.place::int, h.campaign_id as "campaignId", h.campaign, h.since
         from unnest($1::uuid[], $2::int[]) with ordinality as k(dataset_id, "row", place)
         cross join lateral (
           select * from customers_held_out o where o.dataset_id = k.dataset_id and o.row = k.row limit 100
         ) h order by k.place, h.campaign_id nulls first, h.since desc`,
        [keys.map(({ datasetId }) => datasetId), keys.map(({ row }) => row)],
      );
      return keys.map((_, i) => found.filter(({ place }) => place === i + 1));
    },
  };

  /** The one that runs, else the one that ended last; null if there was none. */
  async newest(
    datasetId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<GlobalHoldOut | null> {
    const [found] = await manager.query<GlobalHoldOut[]>(
      `select ${FIELDS} from global_hold_outs where dataset_id = $1
       order by ended_at is null desc, started_at desc, id desc limit 1`,
      [datasetId],
    );
    return found ?? null;
  }

  /** Adds one that runs. */
  async start(manager: EntityManager, datasetId: string, share: number, now: Date): Promise<GlobalHoldOut> {
    const id = randomUUID();
    const [started] = await manager.query<[GlobalHoldOut]>(
      `insert into global_hold_outs (id, dataset_id, share, seed, started_at)
       values ($1::uuid, $2, $3, hashtextextended($1::uuid::text, 0), $4) returning ${FIELDS}`,
      [id, datasetId, share, now],
    );
    return started;
  }

  /** Ends one, and keeps what its arms were then. */
  async end(manager: EntityManager, { id }: GlobalHoldOut, now: Date): Promise<void> {
    const arms = await this.count(id, manager);
    await manager.query('update global_hold_outs set ended_at = $2, arms = $3 where id = $1', [
      id,
      now,
      JSON.stringify(arms),
    ]);
  }

  /** The arms of one that ended, as they were then; null of one that runs. */
  async kept(id: string): Promise<HoldOutArms | null> {
    const [found] = await this.dataSource.query<{ arms: HoldOutArms | null }[]>(
      'select arms from global_hold_outs where id = $1',
      [id],
    );
    return found?.arms ?? null;
  }

  /** Both arms by the customers and outcomes of now. A pass over the customers. */
  async count(id: string, manager: EntityManager = this.dataSource.manager): Promise<HoldOutArms> {
    const counted = await manager.query<(ArmOutcome & { held: boolean })[]>(
      `select a.held_out as held, count(*)::int as customers, count(o.row)::int as known,
              count(*) filter (where o.has_left)::int as "left", avg(o.value) as "valueMean"
       from global_hold_out_arms a join global_hold_outs h on h.id = a.id
       left join current_outcomes o
         on o.dataset_id = h.dataset_id and o.row = a.row and o.observed_at > h.started_at
       where h.id = $1 group by 1`,
      [id],
    );
    const arm = (wanted: boolean): ArmOutcome => {
      const found = counted.find(({ held }) => held === wanted);
      if (found === undefined) return { customers: 0, known: 0, left: 0, rate: 0, valueMean: null };
      const { held: _held, ...own } = found;
      return { ...own, rate: own.known === 0 ? 0 : own.left / own.known };
    };
    return { heldOut: arm(true), others: arm(false) };
  }
}
