import type { DataSource } from 'typeorm';
import { oncePerCall } from '../../../platform/call/once-per-call.js';
import { prepared } from '../../../platform/database/prepared.js';
import { boundedNumber } from '../../../platform/value-bounds.js';
import {
  type Assumptions,
  effectOf,
  NOTHING_SET,
  type SetAssumptions,
  withDefaults,
  worthOfValue,
} from '../assumptions/assumptions.js';
import type { AssumptionsStore } from '../assumptions/assumptions.store.js';
import type { EventWords } from '../definition/event-words.types.js';
import { eventWords, type TargetEvent, type WhatHappened } from '../definition/target-event.js';
import { levelsFor, type RiskLevels } from '../scoring/risk-band.js';

/**
 * What decides whom to contact first, with a dataset's champion and assumptions. A contact is expected to bring
 * rate × worth − cost, where worth is the customer's probability × value. As rate and cost are the same for everyone,
 * the order by gain is the order by worth, which an index has; no assumption makes it be sorted again.
 */
export interface ContactTerms {
  readonly datasetId: string;
  readonly churnModelId: string;
  readonly event: TargetEvent;
  readonly words: EventWords;
  /** What was set, and the defaults for the rest. */
  readonly assumptions: Assumptions;
  readonly set: SetAssumptions;
  /** The probabilities at which the bands begin. */
  readonly levels: RiskLevels;
  /** Customers of known outcome that the champion learned from, and the share of them that left. */
  readonly trainedOn: number;
  readonly churnRate: number;
  /** The column of scores that orders customers by their worth; the probability where no value tells them apart. */
  readonly rankedBy: 'expected_loss' | 'probability';
  /** The value of every customer, if it is the same; null where each has its own, or none has. */
  readonly sameValue: number | null;
  /** What one unit of worth brings; null if no money can be told. */
  readonly rate: number | null;
}

/** The assumptions where nothing was set. */
export const DEFAULT_TERMS = { set: NOTHING_SET, assumptions: withDefaults(NOTHING_SET) };

/** A champion, as far as the terms depend on it. */
interface Champion {
  readonly datasetId: string;
  readonly id: string;
  readonly target: WhatHappened;
  readonly valued: boolean;
  /** Where its bands begin unless something else was set. */
  readonly mediumFrom: number | null;
  readonly highFrom: number | null;
  readonly trainedOn: number;
  readonly churnRate: number;
}

const CHAMPION = prepared(
  `select m.dataset_id as "datasetId", m.id, m.target, m.trained_on as "trainedOn",
          m.churn_rate as "churnRate", m.medium_from as "mediumFrom", m.high_from as "highFrom",
          coalesce((select s.expected_loss is not null from churn_scores s where s.churn_model_id = m.id
            order by s.expected_loss desc nulls last limit 1), false) as valued
   from churn_models m where m.dataset_id = $1 and m.stage = 'CHAMPION'`,
);

/** Reads what decides whom to contact first. */
export class ContactTermsReader {
  constructor(
    readonly dataSource: DataSource,
    readonly assumptions: AssumptionsStore,
  ) {}

  /** Null without a champion. */
  readonly read = oncePerCall(async (datasetId): Promise<ContactTerms | null> => {
    const [{ set }, [champion]] = await Promise.all([
      this.assumptions.inForce(datasetId),
      this.dataSource.query<Champion[]>(CHAMPION, [datasetId]),
    ]);
    return champion ? termsOf(champion, set) : null;
  });
}

/** What decides whom to contact first, of a champion; `valued` says whether customers have values of their own. */
export function termsOf(champion: Champion, set: SetAssumptions): ContactTerms {
  const { datasetId, id, target, valued, trainedOn, churnRate } = champion;
  const { event } = target;
  const assumptions = withDefaults(set);
  const { customerValue } = assumptions;
  const effect = effectOf(assumptions, event);
  const known = effect !== null && (valued || customerValue !== null);
  return {
    datasetId,
    churnModelId: id,
    event,
    words: eventWords(target),
    assumptions,
    set,
    levels: levelsFor(champion, set),
    trainedOn,
    churnRate,
    rankedBy: known && customerValue === null ? 'expected_loss' : 'probability',
    sameValue: customerValue === null ? null : notTiny(customerValue),
    rate: known ? notTiny(effect * worthOfValue(assumptions)) : null,
  };
}

/** An amount that PostgreSQL can multiply: what is next to 0 is 0. */
export function notTiny(amount: number): number {
  return boundedNumber(amount) ?? amount;
}
