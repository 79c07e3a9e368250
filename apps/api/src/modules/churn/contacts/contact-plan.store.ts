import type { DataSource } from 'typeorm';
import { type ContactTerms, notTiny } from './contact-terms.js';
import { heldOutRows, type LeftOutCounts } from './left-out.js';

/** All who may be contacted together. */
export interface ContactTotals {
  readonly customers: number;
  readonly expectedEvents: number;
  readonly highRiskCount: number;
  /** How many contacts are expected to bring more than they cost, and what they bring together; null without money. */
  readonly best: number | null;
  readonly bestGain: number | null;
}

/** What the first so many contacts would reach. */
export interface ContactSums {
  readonly contacts: number;
  readonly expectedEvents: number;
  /** Sum of probability × value; customers without a value count as worth nothing. */
  readonly worth: number;
}

/** A point of the curve, with the range of contacts whose gain is almost the best. */
type CurvePoint = ContactSums & { readonly flatFrom: number | null; readonly flatTo: number | null };

/** A gain of this share of the best one is almost the best. */
const ALMOST = 0.98;

/** Sums the scores of those who are contacted: all who are not known to have left, but for those who are left out. Reads only. */
export class ContactPlanStore {
  constructor(readonly dataSource: DataSource) {}

  async totals(terms: ContactTerms): Promise<ContactTotals> {
    const [totals] = await this.dataSource.query<[ContactTotals]>(
      `select count(*)::int as customers, coalesce(sum(probability), 0) as "expectedEvents",
              (count(*) filter (where risk_band = 'HIGH'))::int as "highRiskCount",
              case when $3::float8 is not null
                then (count(*) filter (where worth * $3 > $4::float8))::int end as best,
              case when $3 is not null
                then coalesce(sum(worth * $3 - $4) filter (where worth * $3 > $4), 0) end as "bestGain"
       from (${reachable(terms)}) s`,
      this.#values(terms),
    );
    return totals;
  }

  /** Who has not left and is not contacted all the same, each for the first reason. */
  async leftOut({ churnModelId }: ContactTerms): Promise<LeftOutCounts> {
    const [counts] = await this.dataSource.query<[LeftOutCounts]>(
      `select (count(n.row))::int as "notToContact",
              (count(*) filter (where n.row is null and h.of_all))::int as "heldOutOfAll",
              (count(*) filter (where n.row is null and not h.of_all))::int as "heldOutOfCampaigns"
       from churn_scores s
       left join (select n.row from customers_not_to_contact n where n.dataset_id = ${DATASET}) n on n.row = s.row
       left join (${heldOutRows(DATASET)}) h on h.row = s.row
       where s.churn_model_id = $1 and s.has_left is not true`,
      [churnModelId],
    );
    return counts;
  }

  /** What so many contacts would reach each, in the order of gain, fewest first. */
  async curve(
    terms: ContactTerms,
    bestGain: number | null,
    contacts: readonly number[],
  ): Promise<CurvePoint[]> {
    const gain = `worth * $3::float8 - contacts * $4::float8`;
    return this.dataSource.query(
      `with ranked as (
         select (row_number() over ranks)::int as contacts, sum(probability) over ranks as "expectedEvents",
                sum(coalesce(worth, 0)) over ranks as worth
         from (${reachable(terms)}) s
         window ranks as (order by ${terms.rankedBy} desc nulls last, row rows unbounded preceding)
       ), judged as (
         select *, min(contacts) filter (where ${gain} >= ${ALMOST} * $5::float8) over () as "flatFrom",
                max(contacts) filter (where ${gain} >= ${ALMOST} * $5) over () as "flatTo"
         from ranked
       )
       select * from judged where contacts = any($6::int[]) order by contacts`,
      [...this.#values(terms), bestGain, contacts],
    );
  }

  /** What the first contacts by gain, or by chance alone, would reach. */
  async first(terms: ContactTerms, contacts: number, rankedBy = terms.rankedBy): Promise<ContactSums> {
    const [sums] = await this.dataSource.query<[ContactSums]>(
      `select count(*)::int as contacts, coalesce(sum(probability), 0) as "expectedEvents",
              coalesce(sum(worth), 0) as worth
       from (${reachable(terms)} order by ${rankedBy} desc nulls last, row limit $3) s`,
      [terms.churnModelId, terms.sameValue, contacts],
    );
    return sums;
  }

  #values({ churnModelId, sameValue, rate, assumptions }: ContactTerms): unknown[] {
    return [churnModelId, sameValue, rate, notTiny(assumptions.contactCost)];
  }
}

/** The dataset of the model that is the first parameter. */
const DATASET = '(select dataset_id from churn_models where id = $1)';

/** SQL for those who are contacted, with their worth; its first two parameters are the model and the same value. */
function reachable({ sameValue }: ContactTerms): string {
  const worth = sameValue === null ? 'coalesce(expected_loss, $2::float8)' : 'probability * $2::float8';
  return `select row, probability, expected_loss, risk_band, ${worth} as worth
    from churn_scores where churn_model_id = $1 and has_left is not true
      and row not in (select n.row from customers_not_to_contact n where n.dataset_id = ${DATASET})
      and not exists (
        select from customers_held_out h where h.dataset_id = ${DATASET} and h.row = churn_scores.row)`;
}
