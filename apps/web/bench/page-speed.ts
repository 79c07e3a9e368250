import type { IntakeApi } from './intake-api';
import { processorTime } from './processor-time';
import { timeFigures } from './time-figures';

/** What pages under one kind of filter took, in milliseconds. */
export interface PageFigures {
  readonly filter: string;
  readonly order: string;
  readonly p50: number;
  readonly p99: number;
  /** Pages in the middle of the list. */
  readonly deep50: number;
  readonly deep99: number;
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
const filtersOf = (segments: readonly string[]): Readonly<Record<string, (i: number) => object>> => ({
  none: () => ({}),
  'left: false': () => ({ left: false }),
  'risk band': (i) => ({ riskBand: ['HIGH', 'MEDIUM', 'LOW'][i % 3] }),
  'least probability': (i) => ({ minProbability: 0.5 + i / 1000 }),
  'highest probability': (i) => ({ maxProbability: 0.02 + i / 1000 }),
  'who may be contacted': () => ({ mayBeContacted: true, left: false }),
  'a search for one': (i) => ({ search: `C1000${100 + i}` }),
  'a search for many': (i) => ({ search: `C10${i % 10}` }),
  'a search by two letters': (i) => ({ search: `C${i % 2 ? 1 : 2}` }),
  'a search by a part': (i) => ({ search: `00${10 + i}7` }),
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
  'a segment and a risk band': (i) => ({
    segmentKey: segments[i % segments.length]!,
    riskBand: ['HIGH', 'MEDIUM', 'LOW'][i % 3],
  }),
  'one of two filters': (i) => ({
    anyOf: [where(['amount_2', 'GTE', (145 + i / 100).toFixed(2)]), { minProbability: 0.99 }],
  }),
  'a condition and a risk band': (i) => ({
    riskBand: 'HIGH',
    left: false,
    ...where(['kind_2', 'EQ', `k${i % 4}`]),
  }),
});

const PAGE = (
  counted: boolean,
) => `query ($id: ID!, $filter: CustomerFilter!, $order: CustomerOrder!, $after: String) {
  customers(datasetId: $id, first: 25, filter: $filter, orderBy: $order, after: $after) {
    ${counted ? 'totalCount' : ''} pageInfo { endCursor }
    edges { node { externalId attributes segment { key } churn { probability riskBand } } } } }`;
const WALK = `query ($id: ID!, $filter: CustomerFilter!, $order: CustomerOrder!, $after: String) {
  customers(datasetId: $id, first: 100, filter: $filter, orderBy: $order, after: $after) { pageInfo { endCursor hasNextPage } } }`;
/** How many customers a deep page is behind, where a list has so many. */
const DEEP = 1000;

interface Walked {
  readonly customers: {
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}

/** Asks for first and for deep pages by every filter in every order, one after the other. */
export async function measurePages(
  api: Pick<IntakeApi, 'ask'>,
  pid: number,
  id: string,
  times: number,
): Promise<PageFigures[]> {
  const figures: PageFigures[] = [];
  let asked = 0;
  const ask = async (counted: boolean, filter: object, order: string, after: string | null = null) => {
    const start = performance.now();
    await api.ask(PAGE(counted), { id, filter, order, after });
    return performance.now() - start;
  };
  const spentBy = () => {
    const { own, started } = processorTime(pid);
    return own + started;
  };
  for (const [name, filter] of Object.entries(filtersOf(await segmentKeys(api, id)))) {
    for (const order of ORDERS) {
      const took: number[] = [];
      const before = spentBy();
      for (let i = 0; i < times; i++) took.push(await ask(false, filter(asked++ % 100), order));
      const processor = (1000 * (spentBy() - before)) / times;
      const deep: number[] = [];
      const walked = filter(asked++ % 100);
      const after = await deepIn(api, id, walked, order);
      if (after) for (let i = 0; i < times; i++) deep.push(await ask(false, walked, order, after));
      const counted: number[] = [];
      for (let i = 0; i < Math.min(times, 3); i++)
        counted.push(await ask(true, filter(asked++ % 100), order));
      const { p50, p99 } = timeFigures(took);
      const { p50: deep50, p99: deep99 } = timeFigures(deep);
      figures.push({
        filter: name,
        order,
        p50,
        p99,
        deep50,
        deep99,
        processor,
        counted: Math.max(...counted),
      });
    }
  }
  return figures;
}

/** The cursor behind so many customers of a list, or behind most of them; null where one page has all. */
async function deepIn(
  { ask }: Pick<IntakeApi, 'ask'>,
  id: string,
  filter: object,
  order: string,
): Promise<string | null> {
  let after: string | null = null;
  for (let seen = 0; seen < DEEP; seen += 100) {
    const { customers }: Walked = await ask(WALK, { id, filter, order, after });
    if (!customers.pageInfo.hasNextPage) break;
    after = customers.pageInfo.endCursor;
  }
  return after;
}

/** The segments of a dataset, by key; one that nobody is in where it has none. */
async function segmentKeys({ ask }: Pick<IntakeApi, 'ask'>, id: string): Promise<string[]> {
  const { dataset } = await ask<{ dataset: { activeSegmentation: { segments: { key: string }[] } | null } }>(
    'query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { key } } } }',
    { id },
  );
  return dataset.activeSegmentation?.segments.map(({ key }) => key) ?? ['none'];
}
