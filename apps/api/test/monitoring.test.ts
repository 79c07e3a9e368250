import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallContext } from '../src/platform/call/call-context.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

interface Column {
  column: string;
  drifted: boolean;
  used: boolean;
  statistic: number;
  threshold: number;
  sentence: string;
  cells: string[];
  past: number[];
  now: number[];
}
interface Realised {
  outcomes: number;
  rocAuc: { low: number; high: number };
  brierScore: { low: number; high: number };
  predictedRate: number;
  observedRate: number;
}
interface Report {
  id: string;
  state: string;
  sentence: string;
  advice: string;
  customers: number;
  changedCustomers: number;
  alerts: string[];
  movedColumns: string[];
  decision: string;
  toldApartAuc: number | null;
  columns: Column[];
  expected: { rocAuc: number; rate: number };
  promised: { rocAuc: number; rate: number };
  expectedRocAuc: { low: number; high: number };
  outcomes: number;
  contactedOutcomes: number;
  scoresKept: boolean | null;
  realised: Realised | null;
  realisedLeftAlone: Realised | null;
  kept: { outcomes: number; rocAuc: number; expectedRocAuc: number; whole: boolean; broken: string[] } | null;
  money: { past: number; now: number } | null;
  retrained: { version: number; stage: string; status: string } | null;
}

const REALISED = 'outcomes rocAuc { low high } brierScore { low high } predictedRate observedRate';

async function reportsOf(datasetId: string): Promise<Report[]> {
  const { dataset } = await app.query<{ dataset: { monitoring: { edges: { node: Report }[] } } }>(
    `query ($id: ID!) { dataset(id: $id) { monitoring { edges { node {
      id state sentence advice customers changedCustomers alerts decision toldApartAuc outcomes
      movedColumns columns { column drifted used statistic threshold sentence cells past now }
      expected { rocAuc rate } promised { rocAuc rate } expectedRocAuc { low high }
      realised { ${REALISED} } realisedLeftAlone { ${REALISED} } contactedOutcomes scoresKept money { past now }
      kept { outcomes rocAuc expectedRocAuc whole broken }
      retrained { version stage status }
    } } } } }`,
    { id: datasetId },
  );
  return dataset.monitoring.edges.map(({ node }) => node);
}

async function check(datasetId: string): Promise<Report> {
  const { checkDrift } = await app.query<{ checkDrift: { job: { id: string }; userErrors: object[] } }>(
    'mutation ($id: ID!) { checkDrift(input: { datasetId: $id }) { job { id } userErrors { code message field } } }',
    { id: datasetId },
  );
  expect(checkDrift.userErrors).toEqual([]);
  await app.idle(datasetId);
  return (await reportsOf(datasetId))[0]!;
}

async function set(datasetId: string, settings: object) {
  const answer = await app.query<{ setMonitoring: { settings: object | null; userErrors: object[] } }>(
    `mutation ($input: SetMonitoringInput!) { setMonitoring(input: $input) {
      settings { everyHours retrain promoteWhenBetter } userErrors { code field message } } }`,
    { input: { datasetId, ...settings } },
  );
  return answer.setMonitoring;
}

/** A row of a shop: the fewer visits, the likelier it left; `visits` as they are written. */
function row(i: number, visits = (i * 37) % 20): string {
  const left = (i * 7919) % 101 > 5 * ((i * 37) % 20) ? 'yes' : 'no';
  return `c${i},${visits},${(i * 13) % 397},${['Bonn', 'Köln', 'Ulm'][i % 3]},${left}`;
}
const HEAD = 'customer_id,visits,spend,city,churn';
const csv = (from: number, to: number, line = row) =>
  [HEAD, ...Array.from({ length: to - from }, (_, i) => line(from + i))].join('\n');

async function createShop(rows = 600, columns: object[] = []): Promise<string> {
  const datasetId = await importCsv(app, csv(0, rows), { name: 'shop', columns });
  await app.query(
    `mutation ($id: ID!) { trainChurnModel(input: { datasetId: $id, algorithm: LOGISTIC_REGRESSION, imbalance: NONE }) {
      job { id } userErrors { message } } }`,
    { id: datasetId },
  );
  await app.idle(datasetId);
  return datasetId;
}

const append = async (datasetId: string, text: string, mode = 'APPEND') => {
  await importCsv(app, text, { intoDatasetId: datasetId, mode });
  await app.idle(datasetId);
};

describe('monitoring', () => {
  it('begins with the first champion: nobody has changed since it learned', async () => {
    const datasetId = await createShop();
    const [report, ...others] = await reportsOf(datasetId);
    expect(others).toEqual([]);
    expect(report).toMatchObject({
      state: 'QUIET',
      customers: 600,
      changedCustomers: 0,
      toldApartAuc: null,
      sentence: 'Nobody is new or has changed since the model learned.',
      decision: 'Not trained again: the policy is to train only when somebody asks.',
      realised: null,
      retrained: null,
    });
    expect(report!.columns.map(({ column, statistic }) => [column, statistic])).toEqual(
      expect.arrayContaining([
        ['visits', 0],
        ['spend', 0],
        ['city', 0],
      ]),
    );
    expect(report!.expected.rocAuc).toBeCloseTo(report!.promised.rocAuc, 10);
    expect(report!.expectedRocAuc.low).toBeLessThan(report!.promised.rocAuc);
  });

  it('alerts after an import in which a column is in another unit, and says so', async () => {
    const datasetId = await createShop();
    await append(
      datasetId,
      csv(0, 600, (i) => row(i, 100 * ((i * 37) % 20))),
      'REPLACE',
    );
    const [report] = await reportsOf(datasetId);
    expect(report).toMatchObject({ state: 'ALERT', changedCustomers: 570, movedColumns: ['visits'] });
    expect(report!.columns[0]).toMatchObject({ column: 'visits', drifted: true, used: true });
    expect(report!.columns[0]!.sentence).toMatch(
      /median went from [\d.]+ to [\d.,]+, 100 times as much: another unit\?/,
    );
    expect(report!.sentence).toContain('“visits” moved.');
    expect(report!.advice).toMatch(/^Look at “visits” where the data come from first/);
    expect(report!.columns[0]!.cells).toHaveLength(report!.columns[0]!.past.length);
    expect(report!.columns[0]!.cells).toHaveLength(report!.columns[0]!.now.length);
  });

  it('is quiet about new customers who are as those before, and about the same asked twice', async () => {
    const datasetId = await createShop();
    await append(datasetId, csv(600, 800));
    const [report] = await reportsOf(datasetId);
    expect(report).toMatchObject({ state: 'QUIET', customers: 800, changedCustomers: 200 });
    expect(await check(datasetId)).toMatchObject({ state: 'QUIET', customers: 800 });
    expect(await reportsOf(datasetId)).toHaveLength(3);
  });

  it('knows what was learned from when all those customers are gone', async () => {
    const datasetId = await createShop();
    await append(
      datasetId,
      csv(1000, 1600, (i) => row(i, 30 + ((i * 37) % 20))),
      'REPLACE',
    );
    const [report] = await reportsOf(datasetId);
    expect(report).toMatchObject({ customers: 600, changedCustomers: 600, toldApartAuc: null });
    expect(report!.columns[0]).toMatchObject({ column: 'visits', drifted: true });
    // Whoever has as many visits as the most had, or more, is in one bin.
    expect(report!.columns[0]!.statistic).toBeCloseTo(0.95, 10);
    expect(report!.state).not.toBe('QUIET');
  });

  it('trains again on an alert where that is the policy; the model waits where it may not take over', async () => {
    const datasetId = await createShop();
    expect(await set(datasetId, { retrain: 'ON_ALERT', promoteWhenBetter: false })).toEqual({
      settings: { everyHours: 24, retrain: 'ON_ALERT', promoteWhenBetter: false },
      userErrors: [],
    });
    await append(
      datasetId,
      csv(0, 600, (i) => row(i, 100 * ((i * 37) % 20))),
      'REPLACE',
    );
    const [report] = await reportsOf(datasetId);
    expect(report).toMatchObject({
      state: 'ALERT',
      decision:
        'Version 2 is trained because the check came to ALERT; it waits as a candidate until somebody promotes it.',
      retrained: { version: 2, stage: 'CANDIDATE', status: 'COMPLETED' },
    });
    const next = await check(datasetId);
    expect(next).toMatchObject({ state: 'ALERT', retrained: null });
    expect(next.decision).toMatch(/^Not trained again: a model was trained for the check of \d{4}-\d\d-\d\d/);
  });

  it('measures what came of the scores by outcomes that were observed after them', async () => {
    const datasetId = await createShop();
    const stayed = Array.from({ length: 600 }, (_, i) => i).filter((i) => row(i).endsWith(',no'));
    const outcomes = stayed.slice(0, 120).map((i) => ({ externalId: `c${i}`, left: (i * 37) % 20 < 8 }));
    const record = (observedAt: string) =>
      app.query(`mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }`, {
        input: { datasetId, outcomes: outcomes.map((outcome) => ({ ...outcome, observedAt })) },
      });
    await record('2020-01-01T00:00:00Z');
    expect(await check(datasetId)).toMatchObject({ outcomes: 0, realised: null });
    await record(new Date().toISOString());
    const { realised, outcomes: known, scoresKept } = await check(datasetId);
    expect(known).toBe(120);
    expect(scoresKept).toBe(true);
    expect(realised!.outcomes).toBe(120);
    expect(realised!.observedRate).toBeCloseTo(outcomes.filter(({ left }) => left).length / 120, 10);
    expect(realised!.rocAuc.low).toBeGreaterThan(0.8);
    expect(realised!.brierScore.high).toBeLessThan(1);
  });

  it('measures nothing by outcomes where it is not known what the model had said before, as of an older release', async () => {
    const datasetId = await createShop();
    await app.dataSource.query('delete from churn_score_history where dataset_id = $1', [
      fromGlobalId('Dataset', datasetId),
    ]);
    const outcomes = Array.from({ length: 120 }, (_, i) => ({ externalId: `c${i}`, left: i % 2 === 0 }));
    await app.query(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }',
      { input: { datasetId, outcomes } },
    );
    const report = await check(datasetId);
    expect(report).toMatchObject({ state: 'QUIET', outcomes: 0, contactedOutcomes: 0, realised: null });
    expect(report.scoresKept).toBe(false);
    expect(report.promised.rocAuc).toBeGreaterThan(0.5);
    expect(report.decision).toBe('Not trained again: the policy is to train only when somebody asks.');
  });

  it('tells outcomes of customers who were contacted apart from those of the others', async () => {
    const datasetId = await createShop();
    const stayed = Array.from({ length: 600 }, (_, i) => i).filter((i) => row(i).endsWith(',no'));
    const { createCampaign } = await app.query<{ createCampaign: { campaign: { id: string } } }>(
      'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } } }',
      { input: { datasetId, name: 'May', filter: {}, holdOutShare: 0.5 } },
    );
    const filter = { campaignId: createCampaign.campaign.id, campaignArm: 'CONTACTED' };
    const list = await app.fetch(
      `/datasets/${datasetId}/customers.csv?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    );
    const contacted = new Set((await list.text()).split('\n').map((line) => line.split(',')[0]));
    const outcomes = stayed.map((i) => ({
      externalId: `c${i}`,
      // Contacting keeps them, whatever was said.
      left: (i * 37) % 20 < 8 && !(contacted.has(`c${i}`) && i % 10 > 0),
      observedAt: new Date().toISOString(),
    }));
    await app.query(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }',
      { input: { datasetId, outcomes } },
    );
    const report = await check(datasetId);
    const ofContacted = outcomes.filter(({ externalId }) => contacted.has(externalId));
    const others = outcomes.filter(({ externalId }) => !contacted.has(externalId));
    const rateOf = (some: typeof outcomes) => some.filter(({ left }) => left).length / some.length;
    expect(report.contactedOutcomes).toBe(ofContacted.length);
    expect(report.realisedLeftAlone!.outcomes).toBe(others.length);
    expect(report.realisedLeftAlone!.observedRate).toBeCloseTo(rateOf(others), 10);
    expect(report.realised!.observedRate).toBeLessThan(report.realisedLeftAlone!.observedRate);
  });

  it('alerts by outcomes alone where customers are not ranked as was to be expected of them', async () => {
    const datasetId = await createShop();
    const stayed = Array.from({ length: 600 }, (_, i) => i).filter((i) => row(i).endsWith(',no'));
    const outcomes = stayed.map((i, n) => ({ externalId: `c${i}`, left: n % 3 === 0 }));
    await app.query(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }',
      { input: { datasetId, outcomes } },
    );
    const report = await check(datasetId);
    expect(report).toMatchObject({ state: 'ALERT', changedCustomers: 0, alerts: ['RANKING'] });
    expect(report.kept).toMatchObject({ outcomes: stayed.length, broken: ['RANKING'] });
    expect(report.kept!.expectedRocAuc - report.kept!.rocAuc).toBeGreaterThan(0.1);
    expect(report.sentence).toMatch(
      /^The \d+ customers whose outcome has come were ranked worse than was to be expected of them: an AUC of 0\.\d\d instead of at least 0\.\d\d\.$/,
    );
    expect(report.advice).toContain('What customers do has changed more than how they look.');
  });

  it('counts who has stayed by the label of a later file, and what was told before it', async () => {
    const datasetId = await createShop();
    const stayed = Array.from({ length: 600 }, (_, i) => i).filter((i) => row(i).endsWith(',no'));
    const leaves = (i: number) => (i * 37) % 20 < 12 && i % 2 === 0;
    const leavers = stayed.filter(leaves);
    const [told] = stayed.filter((i) => !leaves(i));
    await app.query(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }',
      { input: { datasetId, outcomes: [{ externalId: `c${told}`, left: true }] } },
    );
    const next = (i: number) => (leaves(i) ? row(i).replace(/no$/, 'yes') : row(i));
    await append(datasetId, csv(0, 600, next));
    const [report] = await reportsOf(datasetId);
    expect(report!.outcomes).toBe(leavers.length + 1);
    expect(report!.realised!.outcomes).toBe(stayed.length);
    expect(report!.realised!.observedRate).toBeCloseTo((leavers.length + 1) / stayed.length, 10);
    expect(report!.kept).toMatchObject({ outcomes: stayed.length, whole: true, broken: [] });

    // The same file again says the same of everybody, and nothing of who is erased.
    const [gone] = stayed.filter((i) => !leaves(i) && i !== told);
    await app.query('mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased } }', {
      input: { datasetId, externalId: `c${gone}` },
    });
    await append(
      datasetId,
      csv(0, 600, next)
        .split('\n')
        .filter((line) => !line.startsWith(`c${gone},`))
        .join('\n'),
    );
    const again = (await reportsOf(datasetId))[0]!;
    expect(again.realised!.outcomes).toBe(stayed.length - 1);
    const [readings] = await app.dataSource.query<[{ count: number; rows: number }]>(
      `select count(distinct observed_at)::int as count, count(*)::int as rows from stayed_customers where dataset_id = $1`,
      [fromGlobalId('Dataset', datasetId)],
    );
    expect(readings).toEqual({ count: 1, rows: stayed.length - leavers.length - 1 });
  });

  it('alerts where more money is at stake, and says how much', async () => {
    const datasetId = await createShop(600, [{ name: 'spend', role: 'MONETARY_VALUE' }]);
    await append(
      datasetId,
      csv(0, 600, (i) => row(i).replace(`,${(i * 13) % 397},`, `,${3 * ((i * 13) % 397)},`)),
      'REPLACE',
    );
    const [report] = await reportsOf(datasetId);
    expect(report!.alerts).toContain('MONEY');
    expect(report!.sentence).toMatch(
      /more is at stake a customer: probability × value is [\d.,]+ on average, it was [\d.,]+/,
    );
    expect(report!.money!.now / report!.money!.past).toBeCloseTo(3, 0);
  });

  it('checks by itself what is due: what has changed, as long after the last check as was set', async () => {
    const datasetId = await createShop();
    const { service } = app.slices.monitoring;
    const call = CallContext.ofServer();
    await service.checkDue(call);
    await app.idle(datasetId);
    expect(await reportsOf(datasetId)).toHaveLength(1);
    await app.query(
      `mutation ($id: ID!) { upsertCustomers(input: { datasetId: $id, customers: [{ externalId: "new", attributes: { visits: 3 } }] }) { created } }`,
      { id: datasetId },
    );
    await service.checkDue(call);
    await app.idle(datasetId);
    expect(await reportsOf(datasetId)).toHaveLength(1);
    await app.dataSource.query(`update monitoring_reports set checked_at = checked_at - interval '25 hours'`);
    await Promise.all([service.checkDue(call), service.checkDue(call)]);
    await app.idle(datasetId);
    expect(await reportsOf(datasetId)).toHaveLength(2);
    await app.dataSource.query(`update monitoring_reports set checked_at = checked_at - interval '25 hours'`);
    await service.checkDue(call);
    await app.idle(datasetId);
    expect(await reportsOf(datasetId)).toHaveLength(2);
  });

  it('checks by itself where nobody changed but outcomes have come', async () => {
    const datasetId = await createShop();
    const { service } = app.slices.monitoring;
    const due = async () => {
      for (const [table, column] of [
        ['monitoring_reports', 'checked_at'],
        ['monitoring_news', 'outcomes_at'],
      ]) {
        await app.dataSource.query(
          `update ${table} set ${column} = ${column} - interval '2 days' where dataset_id = $1`,
          [fromGlobalId('Dataset', datasetId)],
        );
      }
      await service.checkDue(CallContext.ofServer());
      await app.idle(datasetId);
      return (await reportsOf(datasetId)).length;
    };
    expect(await due()).toBe(1);
    await app.query(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }',
      { input: { datasetId, outcomes: [{ externalId: 'c1', left: true }] } },
    );
    await app.idle(datasetId);
    expect(await due()).toBe(2);
    expect(await due()).toBe(2);
  });

  it('refuses what it cannot do, with both sides', async () => {
    const datasetId = await importCsv(app, csv(0, 30));
    const { checkDrift } = await app.query<{ checkDrift: object }>(
      'mutation ($id: ID!) { checkDrift(input: { datasetId: $id }) { job { id } userErrors { code message field } } }',
      { id: datasetId },
    );
    expect(checkDrift).toEqual({
      job: null,
      userErrors: [
        {
          code: 'CONFLICT',
          field: ['datasetId'],
          message: 'The dataset has no champion model; one must have learned from its customers.',
        },
      ],
    });
    expect(await set(datasetId, { everyHours: 0 })).toEqual({
      settings: null,
      userErrors: [
        { code: 'BAD_USER_INPUT', field: ['everyHours'], message: 'everyHours is 0; it must be 1..8760.' },
      ],
    });
  });
});
