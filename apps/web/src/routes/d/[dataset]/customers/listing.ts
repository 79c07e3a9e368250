const BANDS = ['LOW', 'MEDIUM', 'HIGH'] as const;
const ORDERS = [
  'EXTERNAL_ID_ASC',
  'CHURN_PROBABILITY_DESC',
  'CHURN_PROBABILITY_ASC',
  'EXPECTED_LOSS_DESC',
] as const;

const LEFT: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** A way to order customers. */
export type Order = (typeof ORDERS)[number];

/** What the URL asks for, in the API's terms. */
export interface Listing {
  readonly filter: {
    readonly segmentKey: string | null;
    readonly riskBand: (typeof BANDS)[number] | null;
    readonly minProbability: number | null;
    readonly maxProbability: number | null;
    readonly left: boolean | null;
    readonly search: string | null;
  };
  readonly order: Order;
  /** Whether a filter is set. */
  readonly narrowed: boolean;
}

/** Parameters that clear every filter, and with them the page. */
export const noFilters = {
  segment: null,
  risk: null,
  min: null,
  max: null,
  left: null,
  search: null,
  after: null,
  from: null,
};

function probability(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : null;
}

/** Reads the listing from a URL and ignores unknown values. Scored customers come riskiest first. */
export function toListing(params: Pick<URLSearchParams, 'get'>, scored: boolean): Listing {
  const filter = {
    segmentKey: params.get('segment') || null,
    riskBand: BANDS.find((band) => band === params.get('risk')) ?? null,
    minProbability: probability(params.get('min')),
    maxProbability: probability(params.get('max')),
    left: LEFT[params.get('left') ?? ''] ?? null,
    search: params.get('search')?.trim() || null,
  };
  return {
    filter,
    order:
      ORDERS.find((order) => order === params.get('order')) ??
      (scored ? 'CHURN_PROBABILITY_DESC' : 'EXTERNAL_ID_ASC'),
    narrowed: Object.values(filter).some((value) => value !== null),
  };
}
