import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { FigureMemory } from '../../datasets/index.js';
import { effectOf } from '../assumptions/assumptions.js';
import { gainRange } from '../assumptions/gain-range.js';
import type { ContactPlanStore, ContactSums, ContactTotals } from './contact-plan.store.js';
import { type ContactCut, type ContactPlan, GAIN_CURVE_POINTS } from './contact-plan.types.js';
import type { ContactTerms, ContactTermsReader } from './contact-terms.js';
import { describeLeftOut } from './left-out.js';

/** Says whom to contact: by the expected gain of a contact, and how many. */
export class ContactPlanService {
  constructor(
    readonly terms: ContactTermsReader,
    readonly store: ContactPlanStore,
    readonly memory: FigureMemory,
  ) {}

  /** The plan for all who have not left; null without a champion. */
  async plan(call: CallContext, datasetId: string): Promise<ContactPlan | null> {
    call.require('VIEWER', datasetId);
    const terms = await this.terms.read(datasetId);
    if (terms === null) return null;
    // The champion and the assumptions are the dataset's own.
    const { totals, curve, suggested, leftOut } = await this.memory.of(datasetId, ['contact plan'], () =>
      this.#sums(terms),
    );
    const { customers, best, bestGain } = totals;
    const { capacity } = terms.assumptions;
    return {
      terms,
      totals,
      first: (contacts, rankedBy) =>
        this.memory.of(datasetId, ['first contacts', contacts, rankedBy], () =>
          this.store.first(terms, contacts, rankedBy),
        ),
      event: terms.event,
      ranking: terms.rate === null ? 'CHANCE' : 'EXPECTED_GAIN',
      customers,
      leftOut: describeLeftOut(leftOut),
      bestContacts: best,
      bestGain,
      capacity,
      suggestedContacts: suggested,
      flatFrom: curve[0]?.flatFrom ?? null,
      flatTo: curve[0]?.flatTo ?? null,
      curve: {
        contacts: [0, ...curve.map(({ contacts }) => contacts)],
        expectedEvents: [0, ...curve.map(({ expectedEvents }) => expectedEvents)],
        expectedGain: terms.rate === null ? null : [0, ...curve.map((sums) => gainOf(sums, terms)!)],
      },
    };
  }

  async #sums(terms: ContactTerms) {
    const [totals, leftOut] = await Promise.all([this.store.totals(terms), this.store.leftOut(terms)]);
    const { customers, best, bestGain, highRiskCount } = totals;
    const { capacity } = terms.assumptions;
    const suggested = Math.min(best ?? highRiskCount, capacity ?? customers);
    const points = placesOf(customers, [best, capacity, suggested]);
    const curve = await this.store.curve(terms, bestGain !== null && bestGain > 0 ? bestGain : null, points);
    return { totals, curve, suggested, leftOut };
  }

  /** What contacting the first so many does. @throws AppError BAD_USER_INPUT */
  async cut(plan: ContactPlan, asked: number | null): Promise<ContactCut> {
    if (asked !== null && asked < 0) {
      throw new AppError('BAD_USER_INPUT', `contacts is ${asked}; it must be at least 0.`, {
        field: ['contacts'],
      });
    }
    const { terms, totals } = plan;
    const contacts = Math.min(asked ?? plan.suggestedContacts, totals.customers);
    const [sums, byChance] = await Promise.all([plan.first(contacts), plan.first(contacts, 'probability')]);
    return toCut(sums, byChance, totals, terms);
  }
}

/** What contacting some customers does, under the terms. */
export function toCut(
  sums: ContactSums,
  byChance: ContactSums,
  { expectedEvents }: Pick<ContactTotals, 'expectedEvents'>,
  terms: ContactTerms,
): ContactCut {
  const effect = effectOf(terms.assumptions, terms.event);
  const range = terms.rate === null ? null : gainRange(sums, terms.assumptions, terms.event);
  return {
    contacts: sums.contacts,
    expectedEvents: sums.expectedEvents,
    missedEvents: Math.max(0, expectedEvents - sums.expectedEvents),
    expectedTurned: effect === null ? null : sums.expectedEvents * effect,
    cost: sums.contacts * terms.assumptions.contactCost,
    expectedGain: gainOf(sums, terms),
    gainLow: range?.low ?? null,
    gainHigh: range?.high ?? null,
    expectedGainByChance: gainOf(byChance, terms),
  };
}

/** What contacts are expected to bring after their cost; null if no money can be told. */
export function gainOf(
  { contacts, worth }: Pick<ContactSums, 'contacts' | 'worth'>,
  { rate, assumptions }: Pick<ContactTerms, 'rate' | 'assumptions'>,
): number | null {
  return rate === null ? null : rate * worth - contacts * assumptions.contactCost;
}

/** Where to draw the curve: evenly from 1 to all, and at the numbers that are marked on it. */
function placesOf(customers: number, marked: readonly (number | null)[]): number[] {
  const even = GAIN_CURVE_POINTS - marked.length - 1;
  const places = new Set(Array.from({ length: even }, (_, i) => Math.ceil(((i + 1) * customers) / even)));
  for (const place of marked) if (place !== null) places.add(place);
  return [...places].filter((place) => place >= 1 && place <= customers).sort((a, b) => a - b);
}
