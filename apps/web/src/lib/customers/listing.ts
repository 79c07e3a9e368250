import { MAX_K, MIN_K } from '@holdfast/schema';
import type { ListChoice } from '#lib/campaigns/list-choice.ts';
import { type Condition, readConditions } from './conditions';
import { type MapArea, readArea } from './map-area';

const BANDS = ['LOW', 'MEDIUM', 'HIGH'] as const;
const ARMS = ['CONTACTED', 'HOLD_OUT', 'BUSINESS_AS_USUAL'] as const;
const ORDERS = [
  'EXTERNAL_ID_ASC',
  'CHURN_PROBABILITY_DESC',
  'CHURN_PROBABILITY_ASC',
  'EXPECTED_LOSS_DESC',
  'EXPECTED_GAIN_DESC',
] as const;

/** Customers on a page of the list. */
export const PAGE_SIZE = 50;

/** Who is listed; without a word those who have not left. */
const LEFT: Readonly<Record<string, boolean | null>> = { yes: true, all: null };

const CONTACT: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** A way to order customers. */
export type Order = (typeof ORDERS)[number];

/** What the URL asks for, in the API's terms. */
export interface Listing {
  readonly filter: {
    readonly segmentKey: string | null;
    /** The number of segments that the key is of, where it is not the selected one. */
    readonly segmentK: number | null;
    readonly riskBand: (typeof BANDS)[number] | null;
    readonly minProbability: number | null;
    readonly maxProbability: number | null;
    readonly left: boolean | null;
    /** The first so many of those to contact. */
    readonly contacts: number | null;
    readonly search: string | null;
    /** Whether somebody wants them left alone. */
    readonly mayBeContacted: boolean | null;
    /** A saved filter that holds besides. */
    readonly audienceId: string | null;
    /** The members of a campaign, or those in one of its arms. */
    readonly campaignId: string | null;
    readonly campaignArm: (typeof ARMS)[number] | null;
    /** A shape on the map. */
    readonly mapArea: MapArea | null;
    /** Conditions on columns; all of them hold. */
    readonly where: Condition[] | null;
  };
  readonly order: Order;
  /** Whether a filter is set. */
  readonly narrowed: boolean;
}

/** Parameters that clear every filter, and with them the page. */
export const noFilters = {
  segment: null,
  k: null,
  risk: null,
  min: null,
  max: null,
  left: null,
  contacts: null,
  search: null,
  contact: null,
  audience: null,
  campaign: null,
  arm: null,
  area: null,
  where: null,
  after: null,
  from: null,
};

function leftOf(text: string | null): boolean | null {
  return text !== null && Object.hasOwn(LEFT, text) ? LEFT[text]! : false;
}

function contactOf(text: string | null): boolean | null {
  return text !== null && Object.hasOwn(CONTACT, text) ? CONTACT[text]! : null;
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function probability(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : null;
}

/**
 * Reads the listing from a URL and ignores unknown values. Those who have left are not listed, and for whom a contact
 * brings most comes first: a chance alone says nothing of what is at stake.
 */
export function toListing(params: Pick<URLSearchParams, 'get'>, scored: boolean): Listing {
  const segmentKey = params.get('segment') || null;
  const campaignId = params.get('campaign') || null;
  const k = wholeNumber(params.get('k'));
  const filter = {
    segmentKey,
    segmentK: segmentKey !== null && k !== null && k >= MIN_K && k <= MAX_K ? k : null,
    riskBand: BANDS.find((band) => band === params.get('risk')) ?? null,
    minProbability: probability(params.get('min')),
    maxProbability: probability(params.get('max')),
    left: scored ? leftOf(params.get('left')) : null,
    contacts: wholeNumber(params.get('contacts')),
    search: params.get('search')?.trim() || null,
    mayBeContacted: contactOf(params.get('contact')),
    audienceId: params.get('audience') || null,
    campaignId,
    campaignArm: campaignId === null ? null : (ARMS.find((arm) => arm === params.get('arm')) ?? null),
    mapArea: readArea(params.get('area')),
    where: readConditions(params.get('where')),
  };
  return {
    filter,
    order: ORDERS.find((order) => order === params.get('order')) ?? usualOrder(scored, filter.left === false),
    narrowed: Object.entries(filter).some(
      ([name, value]) => value !== null && !(name === 'left' && value === false),
    ),
  };
}

/** A contact with those who have left brings nothing. */
function usualOrder(scored: boolean, isOfThoseHere: boolean): Order {
  if (!scored) return 'EXTERNAL_ID_ASC';
  return isOfThoseHere ? 'EXPECTED_GAIN_DESC' : 'CHURN_PROBABILITY_DESC';
}

/** Whom a campaign of the listing is for: the audience if it is all that is asked for, else the filter. */
export function choiceOf({ filter }: Listing): ListChoice {
  const { audienceId, ...rest } = filter;
  const isOnlyAudience = audienceId !== null && Object.values(rest).every((value) => value === null);
  return isOnlyAudience ? { audienceId } : { filter };
}
