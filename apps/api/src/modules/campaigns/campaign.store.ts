import type { DataSource, EntityManager } from 'typeorm';
import type { LoaderDefinition } from '../../platform/call/loader-definition.js';
import { copyInto } from '../../platform/database/copy-into.js';
import type { Connection } from '../../platform/graphql/connection.js';
import { NEWEST_FIRST, readKeyset } from '../../platform/graphql/read-keyset.js';
import type { CampaignArm, ListedCustomer } from '../customer-list/index.js';
import { Campaign } from './campaign.entity.js';
import type { CampaignMembership } from './campaign.types.js';
import type { ArmShares, DrawnArms } from './draw-arms.js';

/** How many campaigns are asked what they measured of strategies. */
const MEASURED = 10;
/** In which arm a member m is. */
const ARM = `case when m.held_out then 'HOLD_OUT' when m.as_usual then 'BUSINESS_AS_USUAL' else 'CONTACTED' end`;
/** Most campaigns of a customer that are told. */
const TOLD = 100;

interface CustomerKey {
  readonly datasetId: string;
  readonly row: number;
}

/** Stores campaigns and their members. The only user of their tables; others read the views. */
export class CampaignStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The campaigns of each customer, newest first. */
  readonly ofCustomer: LoaderDefinition<CustomerKey, CampaignMembership[]> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const found = await this.dataSource.query<{ place: number; id: string; arm: CampaignArm }[]>(
        `select k.place::int, m.campaign_id as id, ${ARM} as arm
         from unnest($1::uuid[], $2::int[]) with ordinality as k(dataset_id, "row", place)
         cross join lateral (
           select m.* from campaign_members m join campaigns c on c.id = m.campaign_id
           where m.dataset_id = k.dataset_id and m.row = k.row order by c.created_at desc, c.id desc limit ${TOLD}
         ) m`,
        [keys.map(({ datasetId }) => datasetId), keys.map(({ row }) => row)],
      );
      const ids = [...new Set(found.map(({ id }) => id))];
      const campaigns = ids.length === 0 ? [] : await this.#read(ids);
      return keys.map((_, i) =>
        found
          .filter(({ place }) => place === i + 1)
          .map(({ id, arm }) => ({ campaign: campaigns.find((own) => own.id === id)!, arm }))
          .sort((a, b) => b.campaign.createdAt.getTime() - a.campaign.createdAt.getTime()),
      );
    },
  };

  /** Each campaign of a dataset by its key; null if there is none. */
  readonly byId: LoaderDefinition<{ readonly datasetId: string; readonly id: string }, Campaign | null> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ id }) => id,
    load: async (keys) => {
      const found = await this.#read(keys.map(({ id }) => id));
      return keys.map(({ id }) => found.find((own) => own.id === id) ?? null);
    },
  };

  /** Null if there is none. */
  find(id: string, manager: EntityManager = this.dataSource.manager): Promise<Campaign | null> {
    return manager.getRepository(Campaign).findOneBy({ id });
  }

  /** The newest campaigns that were made of strategies, newest first. */
  ofStrategies(datasetId: string): Promise<Campaign[]> {
    return this.dataSource.getRepository(Campaign).find({
      where: { datasetId, source: 'STRATEGY' },
      order: { createdAt: 'DESC' },
      take: MEASURED,
    });
  }

  /** Some members of a campaign, with the segment that they were in when it was made. */
  members(
    id: string,
    rows: readonly number[],
  ): Promise<{ row: number; arm: CampaignArm; segmentKey: string | null }[]> {
    return this.dataSource.query(
      `select m.row, ${ARM} as arm, m.segment_key as "segmentKey"
       from campaign_members m where campaign_id = $1 and row = any($2::int[])`,
      [id, rows],
    );
  }

  /** Newest first. */
  page(datasetId: string, first: number, after: string | null): Promise<Connection<Campaign>> {
    const query = this.dataSource
      .getRepository(Campaign)
      .createQueryBuilder('campaign')
      .where('campaign.dataset_id = :datasetId', { datasetId });
    return readKeyset(query, { name: 'campaigns', of: [datasetId] }, { first, after }, NEWEST_FIRST);
  }

  /** The rows of customers whom a campaign leaves alone and of whom no outcome is known since it was made. */
  async heldOut(manager: EntityManager, datasetId: string): Promise<Set<number>> {
    const found: { row: number }[] = await manager.query(
      `select distinct m.row from campaign_members m join campaigns c on c.id = m.campaign_id
       left join current_outcomes o on o.dataset_id = $1 and o.row = m.row and o.observed_at > c.created_at
       where c.dataset_id = $1 and m.held_out and o.row is null`,
      [datasetId],
    );
    return new Set(found.map(({ row }) => row));
  }

  /** The arm of each customer in the last list of a dataset that was dealt in the same way. */
  async armsBefore(
    manager: EntityManager,
    datasetId: string,
    { share, asUsual, seed }: ArmShares,
  ): Promise<Map<number, CampaignArm>> {
    const found: { row: number; arm: CampaignArm }[] = await manager.query(
      `select distinct on (m.row) m.row, ${ARM} as arm
       from campaigns c join campaign_members m on m.campaign_id = c.id
       where c.dataset_id = $1 and c.seed = $2 and c.hold_out_share = $3 and c.as_usual_share = $4
       order by m.row, c.created_at desc, c.id desc`,
      [datasetId, seed, share, asUsual],
    );
    return new Map(found.map(({ row, arm }) => [row, arm]));
  }

  /** The rows of customers who are held out of every campaign. */
  async heldOutOfAll(manager: EntityManager, datasetId: string): Promise<Set<number>> {
    const found: { row: number }[] = await manager.query(
      `select a.row from global_hold_outs h join global_hold_out_arms a on a.id = h.id and a.held_out
       where h.dataset_id = $1 and h.ended_at is null`,
      [datasetId],
    );
    return new Set(found.map(({ row }) => row));
  }

  /** The rows of customers who must not be contacted. */
  async notToContact(manager: EntityManager, datasetId: string): Promise<Set<number>> {
    const found: { row: number }[] = await manager.query(
      'select row from customers_not_to_contact where dataset_id = $1',
      [datasetId],
    );
    return new Set(found.map(({ row }) => row));
  }

  /** Writes a campaign with its members, and in which arm each of them is. */
  async add(
    manager: EntityManager,
    campaign: Omit<Campaign, 'globalId' | 'erasedCount'>,
    members: readonly ListedCustomer[],
    { held, asUsual }: DrawnArms,
  ): Promise<void> {
    await manager.insert(Campaign, { ...campaign, erasedCount: 0 } as Campaign);
    const { id, datasetId } = campaign;
    await copyInto(
      manager,
      'campaign_members',
      ['campaign_id', 'dataset_id', 'row', 'held_out', 'as_usual', 'probability', 'risk_band', 'segment_key'],
      members.map(({ row, probability, riskBand, segmentKey }, i) => [
        ...[id, datasetId, row, held[i] === 1, asUsual[i] === 1],
        ...[probability, riskBand, segmentKey],
      ]),
    );
  }

  /** Whether there was one. */
  async remove(manager: EntityManager, id: string): Promise<boolean> {
    const { affected } = await manager.getRepository(Campaign).delete({ id });
    return affected === 1;
  }

  /** Takes customers out of all campaigns, in the caller's transaction. Returns how many memberships there were. */
  async removeMembers(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    const [{ memberships }] = await manager.query(
      `with gone as (
         delete from campaign_members where dataset_id = $1 and row = any($2) returning campaign_id, held_out, as_usual
       ), counts as (
         select campaign_id, (count(*) filter (where held_out))::int as held_out,
           (count(*) filter (where as_usual))::int as as_usual, count(*)::int as members
         from gone group by 1
       ), counted as (
         update campaigns c set hold_out_count = hold_out_count - n.held_out, as_usual_count = as_usual_count - n.as_usual,
           contacted_count = contacted_count - (n.members - n.held_out - n.as_usual), erased_count = erased_count + n.members
         from counts n where c.id = n.campaign_id
       )
       select count(*)::int as memberships from gone`,
      [datasetId, rows],
    );
    return { campaignMemberships: memberships };
  }

  #read(ids: readonly string[]): Promise<Campaign[]> {
    return this.dataSource
      .getRepository(Campaign)
      .createQueryBuilder('c')
      .where('c.id = any(:ids)', { ids })
      .getMany();
  }
}
