import type { DataSource, EntityManager } from 'typeorm';
import { copyInto } from '../../../platform/database/copy-into.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { Campaign } from '../campaign.entity.js';
import type { LearnedUplift, LearnTrial } from '../learn/index.js';
import { isEnough, type KnownOutcomes } from './enough-outcomes.js';

/** What is kept of an uplift: the curve by steps of its share. */
export interface MeasuredUplift {
  readonly members: number;
  readonly share: readonly number[];
  readonly gain: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly coefficient: number;
  readonly coefficientLow: number;
  readonly coefficientHigh: number;
  readonly differs: boolean;
}

/** What was found of a campaign, by how many outcomes. */
export interface StoredUplift {
  readonly measuredAt: Date;
  readonly outcomes: number;
  /** Null: nothing is kept of what its members were like before. */
  readonly measured: MeasuredUplift | null;
}

/** Campaigns of a dataset that are looked at, newest first. */
const NEWEST = 5;
/** Measured again when there are so many more outcomes, or all are known. */
const GROWTH = 1.1;

const KNOWN = `select m.row, m.held_out, o.has_left from campaign_members m
  join current_outcomes o on o.dataset_id = m.dataset_id and o.row = m.row
  where m.campaign_id = $1 and not m.as_usual and m.dataset_id = $2 and o.dataset_id = $2 and o.observed_at > $3`;

/** Stores uplifts and what is expected of each customer. The only user of their tables. */
export class UpliftStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Null if it was never measured. */
  async find(
    campaignId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<StoredUplift | null> {
    const [found] = await manager.query<StoredUplift[]>(
      'select measured_at as "measuredAt", outcomes, measured from campaign_uplifts where campaign_id = $1',
      [campaignId],
    );
    return found ?? null;
  }

  /** The newest campaign with enough outcomes that are news; null if there is none. */
  async due(datasetId: string): Promise<Campaign | null> {
    const campaigns = await this.dataSource.getRepository(Campaign).find({
      where: { datasetId },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: NEWEST,
    });
    for (const campaign of campaigns) {
      const { contactedCount, holdOutCount } = campaign;
      // Most are too small whatever comes in, and are not counted.
      if (!isEnough({ contacted: contactedCount, holdOut: holdOutCount, rarer: Number.POSITIVE_INFINITY }))
        continue;
      const known = await this.known(campaign);
      const total = known.contacted + known.holdOut;
      const before = (await this.find(campaign.id))?.outcomes ?? 0;
      const isAll = total === contactedCount + holdOutCount && total > before;
      if (isEnough(known) && (isAll || total >= GROWTH * before)) return campaign;
    }
    return null;
  }

  async known({ id, datasetId, createdAt }: Campaign): Promise<KnownOutcomes> {
    const [{ contacted, holdOut, left }] = await this.dataSource.query(
      `select count(*) filter (where not held_out)::int as contacted, count(*) filter (where held_out)::int as "holdOut",
              count(*) filter (where has_left)::int as "left" from (${KNOWN}) k`,
      [id, datasetId, createdAt],
    );
    return { contacted, holdOut, rarer: Math.min(left, contacted + holdOut - left) };
  }

  /** The members whose outcome is known since. */
  async trial({ id, datasetId, createdAt, madeOf }: Campaign): Promise<LearnTrial> {
    const members: { row: number; held_out: boolean; has_left: boolean }[] = await this.dataSource.query(
      `${KNOWN} order by m.row`,
      [id, datasetId, createdAt],
    );
    const wishedFor = madeOf.event !== 'LEFT';
    return {
      rows: Int32Array.from(members, ({ row }) => row),
      treated: Uint8Array.from(members, ({ held_out }) => Number(!held_out)),
      wished: Uint8Array.from(members, ({ has_left }) => Number(has_left === wishedFor)),
    };
  }

  /** Puts what was found in the place of what was found before, unless the campaign was deleted meanwhile. */
  keep(
    { id, datasetId }: Campaign,
    found: { readonly outcomes: number; readonly learned: LearnedUplift | null },
    now: Date,
    lock: (manager: EntityManager) => Promise<boolean>,
  ): Promise<void> {
    return inTransaction(this.dataSource, async (manager) => {
      // Locked, so that nothing is written of whom somebody erases.
      if (!(await lock(manager))) return;
      const { outcomes, learned } = found;
      const kept: unknown[] = await manager.query(
        `insert into campaign_uplifts (campaign_id, measured_at, outcomes, measured)
         select id, $2, $3, $4 from campaigns where id = $1
         on conflict (campaign_id) do update set measured_at = $2, outcomes = $3, measured = $4 returning campaign_id`,
        [id, now, outcomes, learned && JSON.stringify(toStored(learned))],
      );
      await manager.query('delete from campaign_gains where campaign_id = $1', [id]);
      const expected = learned?.expected;
      if (!expected || kept.length === 0) return;
      const rows = Array.from(expected.rows, (row, i) => [id, datasetId, row, expected.uplift[i]!]);
      await copyInto(manager, 'campaign_gains', ['campaign_id', 'dataset_id', 'row', 'uplift'], rows);
      await manager.query(
        `delete from campaign_gains g where g.campaign_id = $1
         and not exists (select from current_customers c where c.dataset_id = $2 and c.row = g.row)`,
        [id, datasetId],
      );
    });
  }

  /** What a contact is expected to do for each customer, by row. */
  async gains(manager: EntityManager, campaignId: string): Promise<Map<number, number>> {
    const found: { row: number; uplift: number }[] = await manager.query(
      'select row, uplift from campaign_gains where campaign_id = $1',
      [campaignId],
    );
    return new Map(found.map(({ row, uplift }) => [row, uplift]));
  }

  /** Forgets customers, in the caller's transaction. Returns how many expectations there were. */
  async remove(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    const [, campaignGains] = await manager.query(
      'delete from campaign_gains where dataset_id = $1 and row = any($2)',
      [datasetId, rows],
    );
    return campaignGains === 0 ? ({} as Record<string, number>) : { campaignGains };
  }
}

function toStored({
  members,
  share,
  gain,
  low,
  high,
  coefficient,
  interval,
  expected,
}: LearnedUplift): MeasuredUplift {
  return {
    ...{ members, coefficient, differs: expected !== null },
    ...{ share: [...share], gain: [...gain], low: [...low], high: [...high] },
    ...{ coefficientLow: interval.low, coefficientHigh: interval.high },
  };
}
