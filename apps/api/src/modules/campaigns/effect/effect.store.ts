import type { DataSource } from 'typeorm';
import type { Campaign } from '../campaign.entity.js';

/** Sums over the members of one arm, risk band and segment. */
export interface MemberSums {
  readonly heldOut: boolean;
  /** Neither contacted nor left alone. */
  readonly asUsual: boolean;
  readonly riskBand: 'LOW' | 'MEDIUM' | 'HIGH' | null;
  readonly segmentKey: string | null;
  readonly customers: number;
  /** Members whose last outcome is from before the campaign. */
  readonly earlier: number;
  /** Members of whom an outcome is known since, and what happened to them. */
  readonly known: number;
  readonly left: number;
  /** Sums over those of the score from before, of its square, and of it over those to whom it happened. */
  readonly x: number;
  readonly xx: number;
  readonly xy: number;
  readonly valued: number;
  readonly value: number;
}

/** Sums outcomes over the members of campaigns. */
export class EffectStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Nobody without a score is told apart by it: those count with the expected rate. */
  sums({ id, datasetId, createdAt, madeOf }: Campaign): Promise<MemberSums[]> {
    return this.dataSource.query(
      `select m.held_out as "heldOut", m.as_usual as "asUsual", m.risk_band as "riskBand", m.segment_key as "segmentKey",
              count(*)::int as customers, count(*) filter (where o.observed_at <= $3)::int as earlier,
              count(*) filter (where o.since)::int as known, count(*) filter (where o.since and o.has_left)::int as "left",
              coalesce(sum(p.x) filter (where o.since), 0) as x,
              coalesce(sum(p.x * p.x) filter (where o.since), 0) as xx,
              coalesce(sum(p.x) filter (where o.since and o.has_left), 0) as xy,
              count(o.value) filter (where o.since)::int as valued,
              coalesce(sum(o.value) filter (where o.since), 0) as value
       from campaign_members m
       left join (select *, observed_at > $3 as since from current_outcomes where dataset_id = $2) o on o.row = m.row
       cross join lateral (select coalesce(m.probability, $4::float8) as x) p
       where m.campaign_id = $1 group by 1, 2, 3, 4`,
      [id, datasetId, createdAt, madeOf.expectedRate],
    );
  }
}
