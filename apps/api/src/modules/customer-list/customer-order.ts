import type { DataSource } from 'typeorm';
import type { List, Place } from '../../platform/graphql/cursor.js';
import { isStorable } from '../../platform/storable.js';
import { asksForContacts, keysOf, type ListScope, searched } from './customer-conditions.js';
import type { CustomerFilter, CustomerOrder } from './customer-list.inputs.js';

/** PostgreSQL's largest integer. */
const MAX_ROW = 2 ** 31 - 1;

/**
 * The order that a list really has: without a champion that of the ids, and while no expected loss is known that of the
 * probabilities.
 */
export async function effectiveOrder(
  dataSource: DataSource,
  { championId }: ListScope,
  order: CustomerOrder,
): Promise<CustomerOrder> {
  if (championId === null) return 'EXTERNAL_ID_ASC';
  if (order !== 'EXPECTED_LOSS_DESC') return order;
  const [highest] = await dataSource.query(
    'select expected_loss from customer_scores where churn_model_id = $1 order by expected_loss desc nulls last limit 1',
    [championId],
  );
  return highest?.expected_loss == null ? 'CHURN_PROBABILITY_DESC' : order;
}

/**
 * What a list's cursors are good for. Another champion only moves its entries; a segment that a filter names by key may
 * have become one of another segmentation.
 */
export function listOf({ datasetId, segments, rankedBy, filter }: ListScope, order: CustomerOrder): List {
  const keys = keysOf(filter);
  const within =
    (keys && [filter.segmentK, ...keys]) ??
    (segments && [segments.segmentationId, segments.k, ...segments.indices]);
  // Whom to contact first may have come to be told by another figure.
  const isRanked = order === 'EXPECTED_GAIN_DESC' || asksForContacts(filter);
  const of = [datasetId, within, conditionsOf(filter), isRanked ? rankedBy : null];
  return { name: `customers ordered by ${order}`, of };
}

/** What a filter says beside its segments, with nothing where it says nothing. */
function conditionsOf(filter: CustomerFilter): unknown[] {
  const { riskBand, riskBands, minProbability, maxProbability, left, contacts, where, anyOf, audience } =
    filter;
  const said = [riskBand, riskBands, minProbability, maxProbability, left, contacts, searched(filter), where];
  const inner = (other: CustomerFilter) => [other.segmentK, keysOf(other), conditionsOf(other)];
  return [...said, anyOf?.map(inner), audience && inner(audience)];
}

/**
 * Whether values can be the place of a customer in this order: `[externalId]`, `[score, row]`, or `[row]` for one without a
 * score. They could be made up.
 */
export function isPlaceIn(order: CustomerOrder, place: Place): boolean {
  if (order === 'EXTERNAL_ID_ASC') {
    return place.length === 1 && typeof place[0] === 'string' && isStorable(place[0]);
  }
  const [score, row] = place.length === 1 ? [null, place[0]] : place;
  if (place.length > 2 || !Number.isInteger(row) || Math.abs(Number(row)) > MAX_ROW) return false;
  return score === null || Number.isFinite(score);
}
