import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { unpackRows } from '../src/modules/churn/report/out-of-fold.js';
import { RowColumns } from '../src/modules/datasets/index.js';
import { CallContext } from '../src/platform/call/call-context.js';
import { inCall } from '../src/platform/call/current-call.js';
import { WatchedClient } from '../src/platform/database/watched-client.js';
import { MUTATIONS, makePlace, mutate, type Place, sample } from './every-mutation.js';
import { createTestApp, type TestApp } from './test-app.js';

/** Every figure that a pass over the customers finds. */
const FIGURES = `query ($id: ID!) {
  dataset(id: $id) {
    churnSummary { customers leftCount expectedChurners expectedLoss highRiskCount bands { band customers expectedChurners } }
    contactPlan {
      customers suggestedContacts bestGain flatFrom
      curve { contacts expectedEvents expectedGain }
      at(contacts: 7) { contacts expectedEvents expectedGainByChance }
    }
    champion {
      version
      threshold(contactCost: 2, saveRate: 0.2) { threshold contacted expectedProfit }
      ofOneValue: threshold(contactCost: 2, saveRate: 0.2, customerValue: 50) { threshold contacted expectedProfit }
      slices { reading slices { name customers left } }
      dependence(feature: "recency_days") { groups { name customers predicted } }
    }
    quantileSegments { segments { name customerCount } }
    activeSegmentation {
      selectedK
      segments {
        key name
        churn { customers expectedChurners expectedLoss }
        strategies { title }
        rule { customerCount caught filter }
        customers(first: 1) { totalCount }
      }
      plan { expectedSaved savedHigh plays { title } }
      projection(sample: 50) { externalIds segmentIndex }
      histograms(feature: "recency_days") { segmentKey histogram { binEdges counts } }
    }
    staying: customers(filter: { left: false }) { totalCount }
    contacted: customers(filter: { mayBeContacted: true, left: false }) { totalCount }
    wanted: customers(filter: { search: "1" }) { totalCount }
  }
}`;

const SOURCES = join(import.meta.dirname, '../src/modules');

let app: TestApp;
let place: Place;
beforeAll(async () => {
  app = await createTestApp({ limits: { queryRate: 10_000_000 } });
  place = await makePlace(app);
  // What follows from making it may change the dataset.
  await app.idle(place.datasetId);
});
afterAll(() => app.stop());
afterEach(() => vi.restoreAllMocks());

const ask = () => app.query<{ dataset: unknown }>(FIGURES, { id: place.datasetId });

/** The same without anything that is remembered, and with columns that are read anew. */
async function computed() {
  const readColumns = RowColumns.prototype.of;
  const spied = [
    vi.spyOn(app.slices.datasets.memory, 'of').mockImplementation((_id, _about, compute) => compute()),
    vi
      .spyOn(RowColumns.prototype, 'of')
      .mockImplementation((...asked) => readColumns.apply(new RowColumns(app.dataSource), asked)),
  ];
  const figures = await ask();
  for (const spy of spied) spy.mockRestore();
  return figures;
}

/**
 * Every kind of figure that is remembered, and how a test finds it without what keeps it: by SQL below, or by its own pass, where
 * nothing of a pass is kept. A new one is added here, with how it is found plainly.
 */
const PLAINLY: Readonly<Record<string, 'SQL' | 'its own pass'>> = {
  totals: 'SQL',
  segments: 'SQL',
  'contact plan': 'SQL',
  'first contacts': 'SQL',
  'who is left out': 'SQL',
  count: 'SQL',
  scored: 'SQL',
  members: 'SQL',
  candidates: 'its own pass',
  sample: 'SQL',
  quantiles: 'its own pass',
  profit: 'SQL',
  slices: 'SQL',
  rule: 'SQL',
  projection: 'its own pass',
  map: 'its own pass',
  histograms: 'SQL',
  'descriptions of segments': 'its own pass',
  'global-hold-out': 'its own pass',
  definition: 'its own pass',
  'campaign plan': 'its own pass',
  'value by purchases': 'its own pass',
  'value by the chance to stay': 'its own pass',
};

interface Told {
  readonly churnSummary: { readonly leftCount: number; readonly bands: readonly object[] } | null;
  readonly contactPlan: {
    readonly customers: number;
    readonly curve: { readonly contacts: readonly number[]; readonly expectedEvents: readonly number[] };
    readonly at: { readonly expectedEvents: number };
  } | null;
  readonly champion: {
    readonly ofOneValue: object;
    readonly slices: { readonly slices: readonly SliceSize[] } | null;
  } | null;
  readonly activeSegmentation: {
    readonly segments: readonly Sums[];
    readonly histograms: readonly Counted[];
  };
  readonly staying: { readonly totalCount: number };
}
interface Sums {
  readonly key: string;
  readonly churn: object | null;
  readonly customers: { readonly totalCount: number };
  readonly rule: { readonly filter: object; readonly customerCount: number; readonly caught: number } | null;
}
interface SliceSize {
  readonly name: string;
  readonly customers: number;
}
interface Counted {
  readonly segmentKey: string;
  readonly histogram: { readonly binEdges: readonly number[]; readonly counts: readonly number[] };
}
type Sql = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

const REACHED = `select s.* from customer_scores s join champions c on c.churn_model_id = s.churn_model_id
  where c.dataset_id = $1 and s.has_left is not true
    and not exists (select from customers_not_to_contact n where n.dataset_id = $1 and n.row = s.row)
    and not exists (select from customers_held_out h where h.dataset_id = $1 and h.row = s.row)`;

/** What the figures are by plain passes in SQL, in the shape of the answer. */
async function plainly(told: Told): Promise<object> {
  const key = Buffer.from(place.datasetId, 'base64url').toString().slice('Dataset:'.length);
  const sql: Sql = (text, values = []) => app.dataSource.query(text, [key, ...values]);
  const of =
    'from customer_scores s join champions c on c.churn_model_id = s.churn_model_id where c.dataset_id = $1';
  const [{ left, scored }] = (await sql<{ left: number; scored: number }>(
    `select count(*) filter (where has_left)::int as left, count(*)::int as scored ${of}`,
  )) as [{ left: number; scored: number }];
  const bands = await sql(
    `select b.band, count(s.row)::int as customers, coalesce(sum(s.probability), 0) as "expectedChurners"
     from unnest(array['LOW', 'MEDIUM', 'HIGH']) with ordinality as b(band, n)
     left join (select s.* ${of} and s.has_left is not true) s on s.risk_band = b.band group by b.band, b.n order by b.n`,
  );
  const ranked = await sql<{ events: number }>(
    `select sum(probability) over (order by worth desc nulls last, row rows unbounded preceding) as events
     from (select *, case when $2 then expected_loss else probability end as worth from (${REACHED}) r) r
     order by worth desc nulls last, row`,
    [await isByWorth()],
  );
  const eventsAt = (contacts: number) => ranked[contacts - 1]?.events ?? 0;
  const segments = await sql<{ key: string; churn: { customers: number } }>(
    `select g.key, json_build_object('customers', count(s.row) filter (where s.has_left is not true),
       'expectedChurners', coalesce(sum(s.probability) filter (where s.has_left is not true), 0),
       'expectedLoss', sum(s.expected_loss) filter (where s.has_left is not true)) as churn,
       json_build_object('totalCount', count(m.row)) as customers
     from active_segments g
     left join customer_segments m on m.segmentation_id = g.segmentation_id and m.k = g.k and m.index = g.index
     left join (select s.* ${of}) s on s.row = m.row
     where g.dataset_id = $1 and g.current group by g.key, g.index order by g.index`,
  );
  const { contactPlan, churnSummary, champion, activeSegmentation } = told;
  return {
    threshold: champion ? await bestThreshold(sql) : null,
    slices: champion?.slices && (await sliceSizes(sql)),
    counts: await binCounts(sql, activeSegmentation.histograms),
    rules: await Promise.all(activeSegmentation.segments.map(ruleCounts)),
    churnSummary: churnSummary && { leftCount: left, bands },
    contactPlan: contactPlan && {
      customers: ranked.length,
      curve: contactPlan.curve.contacts.map(eventsAt),
      at: eventsAt(Math.min(7, ranked.length)),
    },
    segments,
    staying: scored - left,
  };
}

/** What the threshold earns that earns most at the terms that are asked for. */
async function bestThreshold(sql: Sql): Promise<object> {
  const [best] = await sql<object>(
    `with ranked as (
       select s.probability as threshold, row_number() over ranks as contacted, lead(s.probability) over ranks as next,
              0.2::float8 * sum(s.probability * 50::float8) over ranks - 2::float8 * row_number() over ranks as profit
       from customer_scores s join champions c on c.churn_model_id = s.churn_model_id
       where c.dataset_id = $1 and s.has_left is not true
       window ranks as (order by s.probability desc, s.row rows unbounded preceding)
     )
     select threshold, contacted::int, profit as "expectedProfit" from ranked
     where next is distinct from threshold and profit > 0 order by profit desc, contacted limit 1`,
  );
  return best ?? { threshold: 1, contacted: 0, expectedProfit: 0 };
}

/** How many of those whom the champion learned from, and who have not changed since, are in each segment that is large enough. */
async function sliceSizes(sql: Sql): Promise<SliceSize[]> {
  const [learned] = await sql<{ rows: Buffer; revision: string }>(
    `select a.out_of_fold_rows as rows, a.out_of_fold_revision as revision
     from churn_artefacts a join champions c on c.churn_model_id = a.churn_model_id where c.dataset_id = $1`,
  );
  const found = await sql<SliceSize>(
    `select g.name, count(*)::int as customers
     from unnest($2::int[]) as asked("row") join current_customers c on c.row = asked.row
     join customer_segments m on m.dataset_id = c.dataset_id and m.row = c.row and m.current
     join active_segments g on g.segmentation_id = m.segmentation_id and g.k = m.k and g.index = m.index
     where c.dataset_id = $1 and c.revision <= $3::bigint group by g.name having count(*) >= 20`,
    [[...unpackRows(learned!.rows)], learned!.revision],
  );
  if (found.length > 0) return bySize(found);
  return [{ name: 'All customers', customers: learned!.rows.length / Int32Array.BYTES_PER_ELEMENT }];
}

const bySize = (slices: readonly SliceSize[]) =>
  [...slices].sort((a, b) => b.customers - a.customers || (a.name < b.name ? -1 : 1));

/** How many values of the column are in each bin of each segment. */
async function binCounts(sql: Sql, histograms: readonly Counted[]): Promise<number[][]> {
  const values = await sql<{ key: string; value: number }>(
    `select g.key, attribute_number(c.cells, c.names, 'recency_days') as value
     from customer_segments m join current_customers c on c.dataset_id = m.dataset_id and c.row = m.row
     join active_segments g on g.segmentation_id = m.segmentation_id and g.k = m.k and g.index = m.index
     where m.dataset_id = $1 and m.current and attribute_number(c.cells, c.names, 'recency_days') is not null`,
  );
  return histograms.map(({ segmentKey, histogram: { binEdges, counts } }) => {
    const [low, high] = [binEdges[0]!, binEdges.at(-1)!];
    const found = counts.map(() => 0);
    for (const { value } of values.filter(({ key }) => key === segmentKey)) {
      const ordinary = Math.min(Math.max(value, low), high);
      const bin = Math.floor(((ordinary - low) / (high - low)) * counts.length);
      found[high > low ? Math.min(bin, counts.length - 1) : 0]!++;
    }
    return found;
  });
}

/** How many customers a list by the rule of a segment has, and how many of them are in the segment. */
async function ruleCounts({ key, rule }: Sums): Promise<number[] | null> {
  if (rule === null) return null;
  const count = async (filter: object) => {
    const { customers } = await app.query<{ customers: { totalCount: number } }>(
      'query ($id: ID!, $filter: CustomerFilter) { customers(datasetId: $id, filter: $filter) { totalCount } }',
      { id: place.datasetId, filter },
    );
    return customers.totalCount;
  };
  return [await count(rule.filter), await count({ ...rule.filter, segmentKey: key })];
}

/** Whether those are contacted first whose values are highest. */
async function isByWorth(): Promise<boolean> {
  const call = CallContext.ofServer();
  const terms = await inCall(call, () =>
    app.slices.churn.contacts.read(
      Buffer.from(place.datasetId, 'base64url').toString().slice('Dataset:'.length),
    ),
  );
  return terms?.rankedBy === 'expected_loss';
}

/** The same of an answer. */
function asPlainly({ champion, churnSummary, contactPlan, activeSegmentation, staying }: Told): object {
  return {
    threshold: champion?.ofOneValue ?? null,
    slices:
      champion?.slices && bySize(champion.slices.slices.map(({ name, customers }) => ({ name, customers }))),
    counts: activeSegmentation.histograms.map(({ histogram }) => histogram.counts),
    rules: activeSegmentation.segments.map(({ rule }) => rule && [rule.customerCount, rule.caught]),
    churnSummary: churnSummary && { leftCount: churnSummary.leftCount, bands: churnSummary.bands },
    contactPlan: contactPlan && {
      customers: contactPlan.customers,
      curve: contactPlan.curve.expectedEvents,
      at: contactPlan.at.expectedEvents,
    },
    segments: activeSegmentation.segments.map(({ key, churn, customers }) => ({
      key,
      churn: churn ?? { customers: 0, expectedChurners: 0, expectedLoss: null },
      customers,
    })),
    staying: staying.totalCount,
  };
}

/** Sums of floating-point numbers depend on the order in which PostgreSQL meets them. */
function rounded(figures: unknown): unknown {
  return JSON.parse(JSON.stringify(figures), (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(10)) : value,
  );
}

/** Statements that go through what there is a row of for each customer, or read it into columns. */
function passes(asked: { mock: { calls: unknown[][] } }): string[] {
  // How many columns there are is counted once in a while, whoever asks.
  const texts = asked.mock.calls
    .map(([statement]) => textOf(statement))
    .filter((text) => !text.includes('from dataset_columns group by'));
  return texts.filter((text) => /^copy|count\(\*\)|row_number|sum\(|percentile|projection_points/.test(text));
}

/** What is asked of PostgreSQL, also by a stream. */
function textOf(statement: unknown): string {
  const stream = statement as { text?: string };
  return typeof stream.text === 'string' ? stream.text : String(statement);
}

describe('figures about a dataset', () => {
  it('are found once and then remembered', async () => {
    const first = await ask();
    const asked = vi.spyOn(WatchedClient.prototype, 'query');
    expect(await ask()).toEqual(first);
    expect(passes(asked)).toEqual([]);
    await computed();
    expect(passes(asked).length).toBeGreaterThan(10);
  });

  it('are those of other figures for another question', async () => {
    const count = async (filter: object) => {
      const { customers } = await app.query<{ customers: { totalCount: number } }>(
        'query ($id: ID!, $filter: CustomerFilter) { customers(datasetId: $id, filter: $filter) { totalCount } }',
        { id: place.datasetId, filter },
      );
      return customers.totalCount;
    };
    const [left, staying, all] = [await count({ left: true }), await count({ left: false }), await count({})];
    expect(left).toBeGreaterThan(0);
    expect(left + staying).toBe(all);
  });

  const changes = Object.keys(MUTATIONS).filter((name) => name !== 'deleteDataset');
  it.each(changes)('are right after %s', async (name) => {
    const { prepare, input, fields } = MUTATIONS[name]!;
    const prepared = (await prepare?.(place, 0)) as never;
    await ask();
    const { codes } = await mutate(app, name, input(place, 0, prepared), fields);
    expect(codes).toEqual([]);
    await app.idle(place.datasetId);
    const { dataset } = (await ask()) as { dataset: Told };
    expect(rounded({ dataset })).toEqual(rounded(await computed()));
    expect(rounded(asPlainly(dataset))).toEqual(rounded(await plainly(dataset)));
  });

  it('are each found plainly by a test', async () => {
    const kinds = new Set<unknown>();
    const { memory } = app.slices.datasets;
    const of = memory.of.bind(memory);
    vi.spyOn(memory, 'of').mockImplementation((id, about, compute) => {
      kinds.add(about[0]);
      return of(id, about, compute);
    });
    await ask();
    expect([...kinds].filter((kind) => !Object.hasOwn(PLAINLY, String(kind)))).toEqual([]);
    // Nor is one remembered anywhere in the code that no test finds.
    const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(SOURCES, name), 'utf8'));
    const named = sources.flatMap((text) =>
      [...text.matchAll(/memory\.of(?:State)?\([^[\]]*?\[\s*'([^']+)'|about = \[\s*'([^']+)'/g)].map(
        ([, direct, about]) => direct ?? about!,
      ),
    );
    expect(named.length).toBeGreaterThan(12);
    expect([...new Set(named)].filter((kind) => !Object.hasOwn(PLAINLY, kind))).toEqual([]);
  });

  it('are right when somebody may be contacted again because a day has passed', async () => {
    const { datasetId } = place;
    const until = new Date().toISOString().slice(0, 10);
    const externalId = sample.customers[60]!.id;
    const input = { datasetId, externalId, kind: 'DO_NOT_CONTACT', until };
    expect((await mutate(app, 'giveCustomerFeedback', input, 'feedback { id }')).codes).toEqual([]);
    const before = await ask();
    // As if it were tomorrow: the same state of the dataset on another day.
    const owner = new pg.Client({ connectionString: app.databaseUrl });
    await owner.connect();
    await owner.query('update customer_feedback set until = until - 1 where until is not null');
    await owner.end();
    expect(await ask()).toEqual(before);
    const query = app.dataSource.query.bind(app.dataSource);
    vi.spyOn(app.dataSource, 'query').mockImplementation(async (text, values) => {
      const rows = await query(text, values);
      return /changes \|\|/.test(text) ? rows.map(() => ({ state: 'tomorrow' })) : rows;
    });
    const after = await ask();
    vi.restoreAllMocks();
    expect(after).not.toEqual(before);
  });
});
