import type { DataSource } from 'typeorm';
import type { PageRequest } from '../../platform/graphql/connection.js';
import { madeUpCursor, type Place } from '../../platform/graphql/cursor.js';
import { Customer } from '../customers/index.js';
import {
  asksForScore,
  customerConditions,
  type ListScope,
  leftByScore,
  memberConditions,
  scoreConditions,
} from './customer-conditions.js';
import type { CustomerOrder } from './customer-list.inputs.js';
import { isPlaceIn } from './customer-order.js';
import { Parameters } from './parameters.js';

/** A customer and its place, see `isPlaceIn`. */
export interface PlacedCustomer {
  readonly customer: Customer;
  readonly place: Place;
}

/** The score that a list is ordered by. */
interface ScoreOrder {
  readonly column: 'probability' | 'expected_loss';
  readonly ascending: boolean;
  /** Whether customers who have left come behind, with those who have no score. */
  readonly leftBehind?: boolean;
}

const SCORE_ORDERS: Readonly<
  Record<Exclude<CustomerOrder, 'EXTERNAL_ID_ASC' | 'EXPECTED_GAIN_DESC'>, ScoreOrder>
> = {
  CHURN_PROBABILITY_DESC: { column: 'probability', ascending: false },
  CHURN_PROBABILITY_ASC: { column: 'probability', ascending: true },
  EXPECTED_LOSS_DESC: { column: 'expected_loss', ascending: false },
};
const COLUMNS = 'c.dataset_id, c.row, c.external_id, c.attributes';

/** Reads one entry more than the page needs, starting after its cursor; every order walks an index. */
export async function readCustomerPage(
  dataSource: DataSource,
  scope: ListScope,
  order: CustomerOrder,
  page: PageRequest,
): Promise<PlacedCustomer[]> {
  if (page.after && !isPlaceIn(order, page.after)) throw madeUpCursor(page.list);
  if (scope.segments === null || (scope.championId === null && asksForScore(scope.filter))) return [];
  const wanted = page.first + 1;
  if (order === 'EXTERNAL_ID_ASC') return readById(dataSource, scope, page.after, wanted);
  const by = scoreOrder(scope, order);
  const unscored = page.after?.length === 1;
  const scored = unscored ? [] : await readByScore(dataSource, scope, by, page.after, wanted);
  if (scored.length === wanted || (asksForScore(scope.filter) && !by.leftBehind)) return scored;
  const behind = unscored ? page.after : null;
  return [...scored, ...(await readRest(dataSource, scope, by, behind, wanted - scored.length))];
}

function scoreOrder({ rankedBy }: ListScope, order: Exclude<CustomerOrder, 'EXTERNAL_ID_ASC'>): ScoreOrder {
  return order === 'EXPECTED_GAIN_DESC'
    ? { column: rankedBy, ascending: false, leftBehind: true }
    : SCORE_ORDERS[order];
}

async function readById(
  dataSource: DataSource,
  scope: ListScope,
  place: Place | null,
  limit: number,
): Promise<PlacedCustomer[]> {
  const parameters = new Parameters();
  const join = joinMembers(scope, 'c.row', parameters);
  const scores = asksForScore(scope.filter)
    ? `join customer_scores s on s.row = c.row and ${scoreConditions(scope, parameters)}`
    : '';
  const after = place ? `and c.external_id > ${parameters.add(place[0])}` : '';
  const rows = await dataSource.query(
    `select ${COLUMNS} from current_customers c ${join} ${scores} where ${customerConditions(scope, parameters)} ${after}
      order by c.external_id limit ${limit}`,
    parameters.values,
  );
  return rows.map((row: CustomerRow) => ({ customer: toCustomer(row), place: [row.external_id] }));
}

async function readByScore(
  dataSource: DataSource,
  scope: ListScope,
  { column, ascending, leftBehind }: ScoreOrder,
  place: Place | null,
  limit: number,
): Promise<PlacedCustomer[]> {
  const parameters = new Parameters();
  const join = joinMembers(scope, 's.row', parameters);
  const after = place ? `and ${isBehind(`s.${column}`, ascending, place, parameters)}` : '';
  const here = `and ${leftByScore(scope)} ${leftBehind ? 'and s.has_left is not true' : ''}`;
  const direction = ascending
    ? 'asc, s.row desc'
    : `desc ${column === 'expected_loss' ? 'nulls last' : ''}, s.row`;
  const rows = await dataSource.query(
    `select ${COLUMNS}, s.${column} as score from customer_scores s ${join} join current_customers c on c.row = s.row
      where ${scoreConditions(scope, parameters)} and ${customerConditions(scope, parameters, { leftKnown: true })} ${here} ${after}
      order by s.${column} ${direction} limit ${limit}`,
    parameters.values,
  );
  return rows.map((row: CustomerRow) => ({ customer: toCustomer(row), place: [row.score, row.row] }));
}

/** The first comparison bounds the index; the second one breaks ties. */
function isBehind(cell: string, ascending: boolean, [score, row]: Place, parameters: Parameters): string {
  const last = parameters.add(row);
  if (score === null) return `${cell} is null and s.row > ${last}`;
  const value = `${parameters.add(score)}::float8`;
  if (ascending) return `${cell} >= ${value} and (${cell} > ${value} or s.row < ${last})`;
  const bounded = `${cell} <= ${value} and (${cell} < ${value} or s.row > ${last})`;
  return cell === 's.probability' ? bounded : `(${bounded} or ${cell} is null)`;
}

/** Those who have no place in the order: they have no score, or have left. */
async function readRest(
  dataSource: DataSource,
  scope: ListScope,
  { leftBehind = false }: ScoreOrder,
  place: Place | null,
  limit: number,
): Promise<PlacedCustomer[]> {
  const parameters = new Parameters();
  const join = joinMembers(scope, 'c.row', parameters);
  const after = place ? `and c.row > ${parameters.add(place[0])}` : '';
  const champion = parameters.add(scope.championId);
  const scores = asksForScore(scope.filter)
    ? `join customer_scores s on s.row = c.row and ${scoreConditions(scope, parameters)}`
    : '';
  const placed = `p.churn_model_id = ${champion} and p.row = c.row ${leftBehind ? 'and p.has_left is not true' : ''}`;
  const rows = await dataSource.query(
    `select ${COLUMNS} from current_customers c ${join} ${scores} where ${customerConditions(scope, parameters)} ${after}
      and not exists (select 1 from customer_scores p where ${placed})
      order by c.row limit ${limit}`,
    parameters.values,
  );
  return rows.map((row: CustomerRow) => ({ customer: toCustomer(row), place: [row.row] }));
}

function joinMembers({ segments }: ListScope, row: string, parameters: Parameters): string {
  return segments
    ? `join customer_segments m on m.row = ${row} and ${memberConditions(segments, parameters)}`
    : '';
}

interface CustomerRow {
  dataset_id: string;
  row: number;
  external_id: string;
  attributes: Customer['attributes'];
  score: number | null;
}

function toCustomer({ dataset_id, row, external_id, attributes }: CustomerRow): Customer {
  return Object.assign(new Customer(), { datasetId: dataset_id, row, externalId: external_id, attributes });
}
