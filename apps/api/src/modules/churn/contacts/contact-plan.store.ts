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

/** What the sums are of. */
interface Read {
  readonly scores: ScoredRows;
  readonly reasons: LeftOutReason;
}

/** What a walk goes by, and what it notes. */
interface Noted {
  readonly by: RankedBy;
  readonly notes: readonly number[];
  readonly almost: number;
}

/** The notes of a walk, and the sums at its end. */
interface Walked extends Pick<CurvePoint, 'flatFrom' | 'flatTo'> {
  readonly points: readonly ContactSums[];
  readonly last: ContactSums;
}

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
    return totalsOf(await this.#read(terms), terms);
  }

  /** Who has not left and is not contacted all the same, each for the first reason. */
  async leftOut(terms: ContactTerms): Promise<LeftOutCounts> {
    return countLeftOut(await this.#read(terms));
  }

  /** What so many contacts would reach each, in the order of gain; `contacts` ascend. */
  async curve(
    terms: ContactTerms,
    bestGain: number | null,
    contacts: readonly number[],
  ): Promise<CurvePoint[]> {
    const almost = bestGain === null ? Number.NaN : ALMOST * bestGain;
    const { points, flatFrom, flatTo } = walk(await this.#read(terms), terms, {
      by: terms.rankedBy,
      notes: contacts,
      almost,
    });
    return points.map((point) => ({ ...point, flatFrom, flatTo }));
  }

  /** What the first contacts by gain, or by chance alone, would reach. */
  async first(terms: ContactTerms, contacts: number, rankedBy = terms.rankedBy): Promise<ContactSums> {
    if (contacts <= 0) return { contacts: 0, expectedEvents: 0, worth: 0 };
    const noted = { by: rankedBy, notes: [contacts], almost: Number.NaN };
    const { points, last } = walk(await this.#read(terms), terms, noted);
    return points[0] ?? last;
  }

  async #read({ datasetId, churnModelId }: ContactTerms): Promise<Read> {
    const [scores, reasons] = await Promise.all([
      this.scores.of(datasetId, churnModelId),
      this.leftOutRows.of(datasetId),
    ]);
    return { scores, reasons };
  }
}

// Loops over all customers are functions of their own: within one that waits, the engine does not make them fast.

function totalsOf({ scores, reasons }: Read, terms: ContactTerms): ContactTotals {
  const { rate, sameValue } = terms;
  const { probability, expectedLoss, band } = scores;
  const cost = notTiny(terms.assumptions.contactCost);
  let [customers, expectedEvents, highRiskCount, best, bestGain] = [0, 0, 0, 0, 0];
  for (let row = 0; row < probability.length; row++) {
    if (!isReached(scores, reasons, row)) continue;
    const chance = probability[row]!;
    customers++;
    expectedEvents += chance;
    if (band[row] === HIGH) highRiskCount++;
    const gained = (sameValue === null ? expectedLoss[row]! : chance * sameValue) * (rate ?? 0);
    // Of no value is no gain.
    if (!(gained > cost)) continue;
    best++;
    bestGain += gained - cost;
  }
  const told = rate !== null;
  return {
    ...{ customers, expectedEvents, highRiskCount },
    best: told ? best : null,
    bestGain: told ? bestGain : null,
  };
}

function countLeftOut({ scores, reasons }: Read): LeftOutCounts {
  const counts = [0, 0, 0, 0];
  for (let row = 0; row < scores.probability.length; row++)
    if (isThere(scores, row)) counts[reasons[row] ?? NOT_LEFT_OUT]!++;
  const [, notToContact, heldOutOfAll, heldOutOfCampaigns] = counts as [number, number, number, number];
  return { notToContact, heldOutOfAll, heldOutOfCampaigns };
}

/**
 * Goes through those who are contacted in an order and sums, with a note after each of so many contacts, which ascend, and of
 * where the gain is `almost` the best. Ends where nothing is to be noted any more.
 */
function walk({ scores, reasons }: Read, terms: ContactTerms, { by, notes, almost }: Noted): Walked {
  const { probability, expectedLoss } = scores;
  const { rate, sameValue } = terms;
  const cost = notTiny(terms.assumptions.contactCost);
  const lookForFlat = rate !== null && !Number.isNaN(almost);
  const points: ContactSums[] = [];
  let [flatFrom, flatTo]: (number | null)[] = [null, null];
  let [contacts, expectedEvents, worth] = [0, 0, 0];
  for (const row of scores.ranked(by)) {
    if (points.length === notes.length && !lookForFlat) break;
    if (!isReached(scores, reasons, row)) continue;
    const chance = probability[row]!;
    const own = sameValue === null ? expectedLoss[row]! : chance * sameValue;
    contacts++;
    expectedEvents += chance;
    // Of no known value is no worth.
    if (!Number.isNaN(own)) worth += own;
    if (lookForFlat && worth * rate - contacts * cost >= almost) {
      flatFrom ??= contacts;
      flatTo = contacts;
    }
    if (contacts === notes[points.length]) points.push({ contacts, expectedEvents, worth });
  }
  return { points, last: { contacts, expectedEvents, worth }, flatFrom, flatTo };
}

/** Whether a row is contacted; who has come since they were read is not left out yet. */
function isReached(scores: ScoredRows, reasons: LeftOutReason, row: number): boolean {
  return isThere(scores, row) && (reasons[row] ?? NOT_LEFT_OUT) === NOT_LEFT_OUT;
}

/** Whether a row has a score and is not known to have left. */
function isThere({ probability, left }: ScoredRows, row: number): boolean {
  return !Number.isNaN(probability[row]) && left[row] !== HAS_LEFT;
}
