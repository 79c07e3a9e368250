import type { TestApp } from './test-app.js';

/** A row of a file of purchases. */
export interface Purchase {
  readonly customer: string;
  readonly day: string;
  readonly order: string;
  readonly price: number;
  readonly quantity: number;
  readonly category?: string;
}

const DAY_MS = 86_400_000;

/** The day so many days after another. */
export function days(from: string, count: number): string {
  return new Date(Date.parse(from) + count * DAY_MS).toISOString().slice(0, 10);
}

const between = (first: string, last: string) => (Date.parse(last) - Date.parse(first)) / DAY_MS;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const rounded = (value: number | null) => (typeof value === 'number' ? Number(value.toFixed(6)) : value);

/** The customers of purchases, rolled up row by row in plain code: an oracle for the SQL of the import. */
export function rolledUpByHand(rows: readonly Purchase[], observationDate: string, churnAfterDays: number) {
  const end = days(observationDate, churnAfterDays);
  const isReturn = ({ quantity, order }: Purchase) => quantity < 0 || order.startsWith('C');
  const worth = ({ price, quantity }: Purchase) => Math.abs(price * quantity);
  const early = rows.filter(({ day }) => day < observationDate);
  const categories = [...new Set(early.flatMap(({ category }) => category ?? []))].sort();
  return [...Map.groupBy(rows, ({ customer }) => customer)]
    .map(([customer, all]) => {
      const before = all.filter(({ day }) => day < observationDate);
      const bought = before.filter((row) => !isReturn(row));
      if (bought.length === 0) return null;
      const visits = [...new Set(bought.map(({ day }) => day))].sort();
      const [first, last] = [visits[0]!, visits.at(-1)!];
      const gross = sum(bought.map(worth));
      const half = between(first, observationDate) / 2;
      const late = sum(bought.filter(({ day }) => between(first, day) >= half).map(worth));
      const frequency = new Set(bought.map(({ order }) => order)).size;
      const figures: Record<string, number | null> = {
        recency_days: between(last, observationDate),
        tenure_days: between(first, observationDate),
        frequency,
        average_gap_days: visits.length > 1 ? between(first, last) / (visits.length - 1) : null,
        monetary_value: gross - sum(before.filter(isReturn).map(worth)),
        mean_order_value: gross / frequency,
        trend: gross === 0 ? null : (late - (gross - late)) / gross,
        return_share: before.filter(isReturn).length / before.length,
      };
      for (const category of categories) {
        figures[`spend_${category}`] = sum(bought.filter((row) => row.category === category).map(worth));
      }
      const came = all.some((row) => !isReturn(row) && row.day >= observationDate && row.day < end);
      return inForm({ ...figures, customer_id: customer, observation_date: observationDate, left: !came });
    })
    .filter((customer) => customer !== null)
    .sort(byId);
}

/** The customers of a dataset in the same form. */
export async function customersOf(app: TestApp, datasetId: string) {
  const customers: Record<string, unknown>[] = [];
  for (let after: string | null = null; ; ) {
    const { customers: page }: CustomerPage = await app.query<CustomerPage>(
      `query ($datasetId: ID!, $after: String) { customers(datasetId: $datasetId, first: 100, after: $after) {
        edges { node { externalId attributes } } pageInfo { hasNextPage endCursor } } }`,
      { datasetId, after },
    );
    customers.push(
      ...page.edges.map(({ node }) => inForm({ ...node.attributes, customer_id: node.externalId })),
    );
    if (!page.pageInfo.hasNextPage) return customers.sort(byId);
    after = page.pageInfo.endCursor;
  }
}

interface CustomerPage {
  customers: {
    edges: { node: { externalId: string; attributes: Record<string, unknown> } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

function inForm(customer: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(customer).map(([name, value]) => [
    name,
    typeof value === 'number' ? rounded(value) : value,
  ]);
  return Object.fromEntries(entries);
}

const byId = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  String(a.customer_id) < String(b.customer_id) ? -1 : 1;
