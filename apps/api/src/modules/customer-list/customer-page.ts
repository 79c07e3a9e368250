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
import { isAmongSql, type RowSource } from './row-source.js';

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
const EVERYWHERE: RowSource = { kind: 'everywhere' };
const COLUMNS = 'c.dataset_id, c.row, c.external_id, attributes_of(c.template, c.cells) as attributes';

/** Customers of the order that are looked at before it is asked who may be listed: as many as take about as long. */
const FIRST_LOOKED_AT = 500;

/**
 * Reads a page like `readCustomerPage`: among the first of the order, where many meet the conditions, else where `candidates`
 * says, so that it takes no pass however rare they are.
 */
export async function findCustomerPage(
  dataSource: DataSource,
  scope: ListScope,
  order: CustomerOrder,
  page: PageRequest,
  candidates: (() => Promise<RowSource | null>) | null,
): Promise<PlacedCustomer[]> {
  const read = (source: RowSource) => readCustomerPage(dataSource, scope, order, page, source);
  if (candidates === null) return read(EVERYWHERE);
  const soon = await read({ kind: 'first', count: FIRST_LOOKED_AT });
  if (soon.length > page.first) return soon;
  const found = (await candidates()) ?? EVERYWHERE;
  if (found.kind !== 'many') return read(found);
  // Almost all of them meet all conditions, so that the first fill a page.
  const first = await read({ kind: 'first', count: FIRST_LOOKED_AT, bits: found.bits });
  return first.length > page.first ? first : read(found);
}

/** Reads one entry more than the page needs, starting after its cursor; every order walks an index. */
export async function readCustomerPage(
  dataSource: DataSource,
  scope: ListScope,
  order: CustomerOrder,
  page: PageRequest,
  source: RowSource = EVERYWHERE,
): Promise<PlacedCustomer[]> {
  if (page.after && !isPlaceIn(order, page.after)) throw madeUpCursor(page.list);
  if (scope.segments === null || (scope.championId === null && asksForScore(scope.filter))) return [];
  const wanted = page.first + 1;
  if (order === 'EXTERNAL_ID_ASC') return readById(dataSource, scope, source, page.after, wanted);
  const by = scoreOrder(scope, order);
  const unscored = page.after?.length === 1;
  const scored = unscored ? [] : await readByScore(dataSource, scope, source, by, page.after, wanted);
  if (scored.length === wanted || (asksForScore(scope.filter) && !by.leftBehind)) return scored;
  // Behind the first with a score there are more of them, not those without.
  if (source.kind === 'first' && !unscored) return scored;
  const behind = unscored ? page.after : null;
  return [...scored, ...(await readRest(dataSource, scope, source, by, behind, wanted - scored.length))];
}

function scoreOrder({ rankedBy }: ListScope, order: Exclude<CustomerOrder, 'EXTERNAL_ID_ASC'>): ScoreOrder {
  return order === 'EXPECTED_GAIN_DESC'
    ? { column: rankedBy, ascending: false, leftBehind: true }
    : SCORE_ORDERS[order];
}

async function readById(
  dataSource: DataSource,
  scope: ListScope,
  source: RowSource,
  place: Place | null,
  limit: number,
): Promise<PlacedCustomer[]> {
  const parameters = new Parameters();
  const join = joinMembers(scope, source, 'c.row', parameters);
  const scores = asksForScore(scope.filter)
    ? joined('customer_scores s', `s.row = c.row and ${scoreConditions(scope, parameters)}`, source)
    : '';
  const after = place ? `and c.external_id > ${parameters.add(place[0])}` : '';
  const customers = customersOf(scope, source, `${after} order by c.external_id`, parameters);
  const rows = await dataSource.query(
    `select ${COLUMNS} from ${customers} c ${join} ${scores} where ${customerConditions(scope, parameters)} ${after}
      and ${isAmongSql('c.row', source, parameters)} order by c.external_id limit ${limit}`,
    parameters.values,
  );
  return rows.map((row: CustomerRow) => ({ customer: toCustomer(row), place: [row.external_id] }));
}

async function readByScore(
  dataSource: DataSource,
  scope: ListScope,
  source: RowSource,
  { column, ascending, leftBehind }: ScoreOrder,
  place: Place | null,
  limit: number,
): Promise<PlacedCustomer[]> {
  const parameters = new Parameters();
  const join = joinMembers(scope, source, 's.row', parameters);
  const after = place ? `and ${isBehind(`s.${column}`, ascending, place, parameters)}` : '';
  const here = `and ${leftByScore(scope)} ${leftBehind ? 'and s.has_left is not true' : ''}`;
  const direction = ascending
    ? 'asc, s.row desc'
    : `desc ${column === 'expected_loss' ? 'nulls last' : ''}, s.row`;
  const own = `${scoreConditions(scope, parameters)} ${here} ${after}`;
  const order = `order by s.${column} ${direction}`;
  const rows = await dataSource.query(
    `select ${COLUMNS}, s.${column} as score from ${scored(scope, source, own, order, parameters)} ${join}
      where ${customerConditions(scope, parameters, { leftKnown: true })} ${order} limit ${limit}`,
    parameters.values,
  );
  return rows.map((row: CustomerRow) => ({ customer: toCustomer(row), place: [row.score, row.row] }));
}

/** Customers `c` with their scores `s`. */
function scored(
  scope: ListScope,
  source: RowSource,
  own: string,
  order: string,
  parameters: Parameters,
): string {
  if (source.kind === 'few') {
    const scores = joined('customer_scores s', `s.row = c.row and ${own}`, source);
    return `${customersOf(scope, source, '', parameters)} c ${scores}`;
  }
  const among = `select * from customer_scores s where ${own} and ${isAmongSql('s.row', source, parameters)}`;
  if (source.kind !== 'first') return `(${among}) s join current_customers c on c.row = s.row`;
  const one = `c.dataset_id = ${parameters.add(scope.datasetId)} and c.row = s.row`;
  return `(${among} ${order} limit ${source.count}) s ${joined('current_customers c', one, { kind: 'few' })}`;
}

/** Customers to look among. */
function customersOf(
  { datasetId }: ListScope,
  source: RowSource,
  rest: string,
  parameters: Parameters,
): string {
  if (source.kind === 'everywhere' || source.kind === 'many') return 'current_customers';
  const among = `c.dataset_id = ${parameters.add(datasetId)} and ${isAmongSql('c.row', source, parameters)}`;
  const most = source.kind === 'first' ? `${rest} limit ${source.count}` : 'offset 0';
  return `(select * from current_customers c where ${among} ${most})`;
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
  source: RowSource,
  { leftBehind = false }: ScoreOrder,
  place: Place | null,
  limit: number,
): Promise<PlacedCustomer[]> {
  const parameters = new Parameters();
  const join = joinMembers(scope, source, 'c.row', parameters);
  const after = place ? `and c.row > ${parameters.add(place[0])}` : '';
  const champion = parameters.add(scope.championId);
  const scores = asksForScore(scope.filter)
    ? joined('customer_scores s', `s.row = c.row and ${scoreConditions(scope, parameters)}`, source)
    : '';
  const each = source.kind === 'few' || source.kind === 'first' ? 'offset 0' : '';
  const placed = `p.churn_model_id = ${champion} and p.row = c.row ${leftBehind ? 'and p.has_left is not true' : ''}`;
  const customers = customersOf(scope, source, `${after} order by c.row`, parameters);
  const rows = await dataSource.query(
    `select ${COLUMNS} from ${customers} c ${join} ${scores} where ${customerConditions(scope, parameters)} ${after}
      and ${isAmongSql('c.row', source, parameters)} and not exists (select 1 from customer_scores p where ${placed} ${each})
      order by c.row limit ${limit}`,
    parameters.values,
  );
  return rows.map((row: CustomerRow) => ({ customer: toCustomer(row), place: [row.row] }));
}

function joinMembers(
  { segments }: ListScope,
  source: RowSource,
  row: string,
  parameters: Parameters,
): string {
  return segments
    ? joined('customer_segments m', `m.row = ${row} and ${memberConditions(segments, parameters)}`, source)
    : '';
}

/** Joins a table to customers: to each of them where there are few, for which PostgreSQL would go through all of the table. */
function joined(table: string, on: string, { kind }: Pick<RowSource, 'kind'>): string {
  const name = table.split(' ')[1];
  return kind === 'few' || kind === 'first'
    ? `cross join lateral (select * from ${table} where ${on} offset 0) ${name}`
    : `join ${table} on ${on}`;
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
