import {
  BANDS,
  HAS_LEFT,
  type RankedBy,
  type ScoreColumns,
  type ScoredRows,
} from '../scoring/score-columns.js';
import { type ContactTerms, notTiny } from './contact-terms.js';
import type { LeftOutCounts } from './left-out-counts.js';
import { type LeftOutReason, type LeftOutRows, NOT_LEFT_OUT } from './left-out-rows.js';

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

const HIGH = BANDS.indexOf('HIGH');

/** Sums the scores of those who are contacted: all who are not known to have left, but for those who are left out. Reads only. */
export class ContactPlanStore {
  constructor(
    readonly scores: Pick<ScoreColumns, 'of'>,
    readonly leftOutRows: Pick<LeftOutRows, 'of'>,
  ) {}

  async totals(terms: ContactTerms): Promise<ContactTotals> {
    const { scores, isReached } = await this.#reachable(terms);
    const { rate } = terms;
    const cost = notTiny(terms.assumptions.contactCost);
    const worthOf = worthBy(scores, terms);
    let [customers, expectedEvents, highRiskCount, best, bestGain] = [0, 0, 0, 0, 0];
    for (let row = 0; row < scores.probability.length; row++) {
      if (!isReached(row)) continue;
      customers++;
      expectedEvents += scores.probability[row]!;
      if (scores.band[row] === HIGH) highRiskCount++;
      const gained = worthOf(row) * (rate ?? 0);
      // Of no value is no gain.
      if (!(gained > cost)) continue;
      best++;
      bestGain += gained - cost;
    }
    const told = rate !== null;
    return {
      customers,
      expectedEvents,
      highRiskCount,
      best: told ? best : null,
      bestGain: told ? bestGain : null,
    };
  }

  /** Who has not left and is not contacted all the same, each for the first reason. */
  async leftOut({ datasetId, churnModelId }: ContactTerms): Promise<LeftOutCounts> {
    const [scores, reasons] = await this.#read(datasetId, churnModelId);
    const counts = [0, 0, 0, 0];
    for (let row = 0; row < scores.probability.length; row++)
      if (isThere(scores, row)) counts[reasons[row] ?? NOT_LEFT_OUT]!++;
    const [, notToContact, heldOutOfAll, heldOutOfCampaigns] = counts as [number, number, number, number];
    return { notToContact, heldOutOfAll, heldOutOfCampaigns };
  }

  /** What so many contacts would reach each, in the order of gain, fewest first. */
  async curve(
    terms: ContactTerms,
    bestGain: number | null,
    contacts: readonly number[],
  ): Promise<CurvePoint[]> {
    const { rate } = terms;
    const cost = notTiny(terms.assumptions.contactCost);
    const almost = bestGain === null ? Number.NaN : ALMOST * bestGain;
    const asked = new Set(contacts);
    const points: ContactSums[] = [];
    let [flatFrom, flatTo]: (number | null)[] = [null, null];
    await this.#walk(terms, terms.rankedBy, (sums) => {
      if (rate !== null && sums.worth * rate - sums.contacts * cost >= almost) {
        flatFrom ??= sums.contacts;
        flatTo = sums.contacts;
      }
      if (asked.has(sums.contacts)) points.push({ ...sums });
      return true;
    });
    return points.map((point) => ({ ...point, flatFrom, flatTo }));
  }

  /** What the first contacts by gain, or by chance alone, would reach. */
  async first(terms: ContactTerms, contacts: number, rankedBy = terms.rankedBy): Promise<ContactSums> {
    let found: ContactSums = { contacts: 0, expectedEvents: 0, worth: 0 };
    if (contacts > 0)
      await this.#walk(terms, rankedBy, (sums) => {
        found = sums;
        return sums.contacts < contacts;
      });
    return { ...found };
  }

  /** Goes through those who are contacted in an order, with the sums so far, as long as it is told to go on. */
  async #walk(terms: ContactTerms, by: RankedBy, told: (sums: ContactSums) => boolean): Promise<void> {
    const { scores, isReached } = await this.#reachable(terms);
    const worthOf = worthBy(scores, terms);
    const sums = { contacts: 0, expectedEvents: 0, worth: 0 };
    for (const row of scores.ranked(by)) {
      if (!isReached(row)) continue;
      const worth = worthOf(row);
      sums.contacts++;
      sums.expectedEvents += scores.probability[row]!;
      if (!Number.isNaN(worth)) sums.worth += worth;
      if (!told(sums)) return;
    }
  }

  async #reachable({ datasetId, churnModelId }: ContactTerms) {
    const [scores, reasons] = await this.#read(datasetId, churnModelId);
    // Who has come since they were read is not left out yet.
    const isReached = (row: number) =>
      isThere(scores, row) && (reasons[row] ?? NOT_LEFT_OUT) === NOT_LEFT_OUT;
    return { scores, isReached };
  }

  #read(datasetId: string, churnModelId: string): Promise<[ScoredRows, LeftOutReason]> {
    return Promise.all([this.scores.of(datasetId, churnModelId), this.leftOutRows.of(datasetId)]);
  }
}

/** Whether a row has a score and is not known to have left. */
function isThere({ probability, left }: ScoredRows, row: number): boolean {
  return !Number.isNaN(probability[row]) && left[row] !== HAS_LEFT;
}

/** What a contact may bring back of a customer; NaN where no value is known. */
function worthBy(
  { probability, expectedLoss }: ScoredRows,
  { sameValue }: ContactTerms,
): (row: number) => number {
  return sameValue === null ? (row) => expectedLoss[row]! : (row) => probability[row]! * sameValue;
}
