import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
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
        rule { customerCount caught }
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

/** The same without anything that is remembered. */
async function computed() {
  const spied = vi
    .spyOn(app.slices.datasets.memory, 'of')
    .mockImplementation((_id, _about, compute) => compute());
  const figures = await ask();
  spied.mockRestore();
  return figures;
}

/** Sums of floating-point numbers depend on the order in which PostgreSQL meets them. */
function rounded(figures: unknown): unknown {
  return JSON.parse(JSON.stringify(figures), (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(10)) : value,
  );
}

/** Statements that go through what there is a row of for each customer. */
function passes(asked: { mock: { calls: unknown[][] } }): string[] {
  // How many columns there are is counted once in a while, whoever asks.
  const texts = asked.mock.calls
    .map(([statement]) => String(statement))
    .filter((text) => !text.includes('from dataset_columns group by'));
  return texts.filter((text) => /count\(\*\)|row_number|sum\(|percentile|projection_points/.test(text));
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
    expect(rounded(await ask())).toEqual(rounded(await computed()));
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
