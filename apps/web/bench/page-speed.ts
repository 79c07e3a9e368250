import type { IntakeApi } from './intake-api';
import { processorTime } from './processor-time';

/** What the first pages under one kind of filter took, in milliseconds. */
export interface PageFigures {
  readonly filter: string;
  readonly order: string;
  readonly p50: number;
  readonly p99: number;
  /** Of the processor, in API and PostgreSQL, on average. */
  readonly processor: number;
  /** Of the same with a count. */
  readonly counted: number;
}

const ORDERS = [
  'EXTERNAL_ID_ASC',
  'CHURN_PROBABILITY_DESC',
  'CHURN_PROBABILITY_ASC',
  'EXPECTED_LOSS_DESC',
  'EXPECTED_GAIN_DESC',
];
const where = (...conditions: (readonly [string, string, string?])[]) => ({
  where: conditions.map(([column, operator, value]) => ({ column, operator, value })),
});

/** Filters whose values differ from time to time, so that no answer is remembered from before. */
const FILTERS: Readonly<Record<string, (i: number) => object>> = {
  none: () => ({}),
  'left: false': () => ({ left: false }),
  'risk band': (i) => ({ riskBand: ['HIGH', 'MEDIUM', 'LOW'][i % 3] }),
  'least probability': (i) => ({ minProbability: 0.5 + i / 1000 }),
  'highest probability': (i) => ({ maxProbability: 0.02 + i / 1000 }),
  'who may be contacted': () => ({ mayBeContacted: true, left: false }),
  'a search for one': (i) => ({ search: `C1000${100 + i}` }),
  'a search for many': (i) => ({ search: `C10${i % 10}` }),
  'a search for nobody': (i) => ({ search: `nobody ${i}` }),
  'a level of many': (i) => where(['kind_1', 'EQ', `k${i % 3}`]),
  'a level of nobody': (i) => where(['kind_1', 'EQ', `other${i}`]),
  'a flag': (i) => where(['flag_1', 'EQ', i % 2 ? 'yes' : 'no']),
  'numbers of half': (i) => where(['amount_1', 'GTE', String(70 + (i % 7))]),
  'numbers of a few': (i) => where(['amount_2', 'GTE', (145 + i / 100).toFixed(2)]),
  'numbers of one in a thousand': (i) => where(['amount_2', 'GTE', (138 + i / 100).toFixed(2)]),
  'one number': (i) => where(['amount_4', 'EQ', (60 + i / 100).toFixed(2)]),
  'numbers of nobody': (i) => where(['amount_3', 'GT', String(1000 + i)]),
  'no value': () => where(['amount_5', 'IS_MISSING']),
  'a part of a level': (i) => where(['kind_5', 'CONTAINS', `k${i % 8}`]),
  'three conditions': (i) =>
    where(['kind_1', 'EQ', `k${i % 3}`], ['amount_1', 'LT', String(60 + i)], ['flag_2', 'EQ', 'yes']),
  'six conditions, of a few': (i) =>
    where(
      ['kind_1', 'EQ', 'k1'],
      ['kind_2', 'EQ', 'k2'],
      ['kind_3', 'EQ', 'k3'],
      ['flag_1', 'EQ', 'yes'],
      ['flag_2', 'EQ', 'yes'],
      ['amount_1', 'LT', String(60 + i)],
    ),
  'one of two filters': (i) => ({
    anyOf: [where(['amount_2', 'GTE', (145 + i / 100).toFixed(2)]), { minProbability: 0.99 }],
  }),
  'a condition and a risk band': (i) => ({
    riskBand: 'HIGH',
    left: false,
    ...where(['kind_2', 'EQ', `k${i % 4}`]),
  }),
};

const PAGE = (counted: boolean) => `query ($id: ID!, $filter: CustomerFilter!, $order: CustomerOrder!) {
  customers(datasetId: $id, first: 25, filter: $filter, orderBy: $order) {
    ${counted ? 'totalCount' : ''} pageInfo { endCursor }
    edges { node { externalId attributes segment { key } churn { probability riskBand } } } } }`;

/** Asks for first pages by every filter in every order, one after the other. */
export async function measurePages(
  api: IntakeApi,
  pid: number,
  id: string,
  times: number,
): Promise<PageFigures[]> {
  const figures: PageFigures[] = [];
  let asked = 0;
  const ask = async (counted: boolean, filter: object, order: string) => {
    const start = performance.now();
    await api.ask(PAGE(counted), { id, filter, order });
    return performance.now() - start;
  };
  for (const [name, filter] of Object.entries(FILTERS)) {
    for (const order of ORDERS) {
      const took: number[] = [];
      const before = processorTime(pid);
      for (let i = 0; i < times; i++) took.push(await ask(false, filter(asked++ % 100), order));
      const after = processorTime(pid);
      const spent = after.own + after.started - before.own - before.started;
      const counted: number[] = [];
      for (let i = 0; i < Math.min(times, 3); i++)
        counted.push(await ask(true, filter(asked++ % 100), order));
      took.sort((a, b) => a - b);
      const at = (share: number) => took[Math.ceil(share * took.length) - 1]!;
      const processor = (1000 * spent) / times;
      const [p50, p99, most] = [at(0.5), at(0.99), Math.max(...counted)];
      figures.push({ filter: name, order, p50, p99, processor, counted: most });
    }
  }
  return figures;
}
