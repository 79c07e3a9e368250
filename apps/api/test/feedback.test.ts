import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { csv, mutate, sample } from './every-mutation.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv);
  await train(app, { datasetId, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
  await app.idle(datasetId);
});
afterAll(() => app.stop());

interface Remark {
  readonly id: string;
  readonly kind: string;
  readonly note: string;
  readonly until: string | null;
  readonly givenBy: string;
}

const give = (input: object) =>
  mutate(app, 'giveCustomerFeedback', { datasetId, ...input }, 'feedback { id } customer { mayBeContacted }');
const idOf = ({ payload }: Awaited<ReturnType<typeof give>>) => (payload!.feedback as { id: string }).id;
const withdraw = (feedbackId: string) =>
  mutate(app, 'withdrawCustomerFeedback', { feedbackId }, 'customer { mayBeContacted feedback { id } }');

async function saidOf(externalId: string) {
  const { customer } = await app.query<{ customer: { mayBeContacted: boolean; feedback: Remark[] } }>(
    `query ($datasetId: ID!, $externalId: String!) { customer(datasetId: $datasetId, externalId: $externalId) {
      mayBeContacted feedback { id kind note until givenBy } } }`,
    { datasetId, externalId },
  );
  return customer;
}

async function listed(filter: object): Promise<string[]> {
  const { customers } = await app.query<{
    customers: { totalCount: number; edges: { node: { externalId: string } }[] };
  }>(
    `query ($datasetId: ID!, $filter: CustomerFilter) {
      customers(datasetId: $datasetId, filter: $filter, first: 100, orderBy: EXPECTED_GAIN_DESC) {
        totalCount edges { node { externalId } } } }`,
    { datasetId, filter },
  );
  expect(customers.totalCount).toBe(customers.edges.length);
  return customers.edges.map(({ node }) => node.externalId);
}

async function planned() {
  const { dataset } = await app.query<{
    dataset: { contactPlan: { customers: number; at: { contacts: number } } };
  }>('query ($id: ID!) { dataset(id: $id) { contactPlan { customers at(contacts: 5) { contacts } } } }', {
    id: datasetId,
  });
  return dataset.contactPlan;
}

const day = (fromNow: number) => new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);

describe('feedback on a customer', () => {
  it('is listed newest first with who gave it, until it is withdrawn', async () => {
    const externalId = sample.customers[0]!.id;
    const note = await give({ externalId, kind: 'NOTE', note: '  Prefers\u202e to be written to.  ' });
    const reason = await give({ externalId, kind: 'WRONG_REASON' });
    const { feedback, mayBeContacted } = await saidOf(externalId);
    expect(mayBeContacted).toBe(true);
    expect(feedback.map(({ kind, note }) => [kind, note])).toEqual([
      ['WRONG_REASON', ''],
      ['NOTE', 'Prefers to be written to.'],
    ]);
    expect(feedback[0]!.givenBy).not.toBe('');
    expect((await withdraw(idOf(reason))).payload).toMatchObject({
      customer: { feedback: [{ id: idOf(note) }] },
    });
    expect((await withdraw(idOf(reason))).codes).toEqual(['NOT_FOUND']);
  });

  it.each([
    [
      'a note without words',
      { kind: 'NOTE', note: '  ' },
      'note has 0 characters; for NOTE it must have 1..2000.',
    ],
    [
      'too many words',
      { kind: 'NOTE', note: 'x'.repeat(2001) },
      'note has 2001 characters; for NOTE it must have 1..2000.',
    ],
    [
      'a day that was',
      { kind: 'DO_NOT_CONTACT', until: '2020-01-31' },
      /^until is 2020-01-31; it must be today, \d{4}-\d\d-\d\d, or later\.$/,
    ],
    [
      'an end of what does not end',
      { kind: 'LEFT_ALREADY', until: '2031-02-01' },
      'until is 2031-02-01 and kind is LEFT_ALREADY; only DO_NOT_CONTACT ends by itself.',
    ],
    [
      'a stranger',
      { externalId: 'nobody', kind: 'LEFT_ALREADY' },
      'externalId is "nobody"; no customer of the dataset has it.',
    ],
  ])('refuses %s and says both sides', async (_, input, message) => {
    const { payload } = await give({ externalId: sample.customers[0]!.id, ...input });
    expect(payload).toMatchObject({
      feedback: null,
      userErrors: [{ message: typeof message === 'string' ? message : expect.stringMatching(message) }],
    });
  });

  it.each(['2031-02-30', '2031-02-01T10:00:00Z', 'soon'])('refuses %s for a day', async (until) => {
    const input = { externalId: sample.customers[0]!.id, kind: 'DO_NOT_CONTACT', until };
    expect((await give(input)).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('goes with its customer', async () => {
    const customers = [{ externalId: 'passing', attributes: { income: 1 } }];
    await mutate(app, 'upsertCustomers', { datasetId, customers }, 'created');
    await give({ externalId: 'passing', kind: 'NOTE', note: 'Somebody' });
    const { payload } = await mutate(app, 'eraseCustomer', { datasetId, externalId: 'passing' }, 'erased');
    expect(payload!.erased).toMatchObject({ feedback: 1 });
    expect(await app.dataSource.query("select note from customer_feedback where note = 'Somebody'")).toEqual(
      [],
    );
  });
});

describe('whoever must not be contacted', () => {
  it('is in no call list, no plan and no campaign, and the next one takes the place', async () => {
    const before = await listed({ contacts: 5 });
    const plan = await planned();
    const [first, second, third] = before as [string, string, string];
    const silent = [
      await give({ externalId: first, kind: 'DO_NOT_CONTACT', until: day(0) }),
      await give({ externalId: second, kind: 'DO_NOT_CONTACT' }),
      await give({ externalId: third, kind: 'LEFT_ALREADY' }),
    ];
    for (const { payload } of silent) expect(payload).toMatchObject({ customer: { mayBeContacted: false } });
    const after = await listed({ contacts: 5 });
    expect(after).toHaveLength(5);
    expect(after.slice(0, 2)).toEqual(before.slice(3));
    expect(await planned()).toEqual({ customers: plan.customers - 3, at: { contacts: 5 } });
    expect((await listed({ mayBeContacted: false })).sort()).toEqual([first, second, third].sort());
    expect(await listed({ mayBeContacted: true, minProbability: 0.2, anyOf: [{ search: first }] })).toEqual(
      [],
    );

    const filter = { anyOf: before.map((search) => ({ search })) };
    const { campaignPlan } = await app.query<{ campaignPlan: { customers: number; notToContact: number } }>(
      `query ($input: CampaignPlanInput!) { campaignPlan(input: $input) { customers notToContact } }`,
      { input: { datasetId, filter } },
    );
    expect(campaignPlan.notToContact).toBe(3);
    const input = { datasetId, filter, name: 'Spring', holdOutShare: 0, seed: 1 };
    const { payload } = await mutate(
      app,
      'createCampaign',
      input,
      'campaign { contactedCount holdOutCount }',
    );
    expect(payload).toMatchObject({ campaign: { contactedCount: campaignPlan.customers, holdOutCount: 0 } });

    for (const remark of silent) await withdraw(idOf(remark));
    expect(await listed({ contacts: 5 })).toEqual(before);
    expect(await planned()).toEqual(plan);
  });

  it('may be contacted again when the last day has passed', async () => {
    const externalId = sample.customers[7]!.id;
    const remark = await give({ externalId, kind: 'DO_NOT_CONTACT', until: day(1) });
    expect((await saidOf(externalId)).mayBeContacted).toBe(false);
    await app.dataSource.query("update customer_feedback set until = $1 where note = '' and until = $2", [
      day(-1),
      day(1),
    ]);
    const said = await saidOf(externalId);
    expect(said.mayBeContacted).toBe(true);
    expect(said.feedback.map(({ id }) => id)).toEqual([idOf(remark)]);
  });

  it('refuses a campaign that nobody would be left in', async () => {
    const externalId = sample.customers[9]!.id;
    await give({ externalId, kind: 'DO_NOT_CONTACT' });
    const input = { datasetId, filter: { search: externalId }, name: 'Nobody', holdOutShare: 0, seed: 1 };
    const { payload } = await mutate(app, 'createCampaign', input, 'campaign { id }');
    expect(payload).toMatchObject({
      userErrors: [
        { message: 'The list has nobody who may be contacted; it must have at least 1 customer.' },
      ],
    });
  });
});

describe('feedback on a strategy', () => {
  interface Advice {
    id: string;
    takenCount: number;
    refusedCount: number;
    feedback: { id: string; kind: string; note: string; givenBy: string }[];
  }
  async function first(): Promise<Advice> {
    const { dataset } = await app.query<{
      dataset: { activeSegmentation: { segments: { strategies: Advice[] }[] } };
    }>(
      `query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { strategies {
        id takenCount refusedCount feedback { id kind note givenBy } } } } } }`,
      { id: datasetId },
    );
    return dataset.activeSegmentation.segments.flatMap(({ strategies }) => strategies)[0]!;
  }
  const say = (strategyId: string, input: object) =>
    mutate(app, 'giveStrategyFeedback', { datasetId, strategyId, ...input }, 'feedback { id givenBy }');

  it('is counted, listed newest first with who gave it, and goes when it is withdrawn', async () => {
    await app.query(
      'mutation ($id: ID!) { fitSegmentation(input: { datasetId: $id, k: 3, maxK: 4 }) { job { id } } }',
      { id: datasetId },
    );
    await app.idle(datasetId);
    const { id } = await first();
    await say(id, { kind: 'TAKEN' });
    await say(id, { kind: 'REFUSED', note: ' too dear ' });
    const said = await first();
    expect(said).toMatchObject({ takenCount: 1, refusedCount: 1 });
    expect(said.feedback.map(({ kind, note }) => [kind, note])).toEqual([
      ['REFUSED', 'too dear'],
      ['TAKEN', ''],
    ]);
    expect(said.feedback[0]!.givenBy).not.toBe('');
    const feedbackId = said.feedback[0]!.id;
    const gone = () => mutate(app, 'withdrawStrategyFeedback', { feedbackId }, 'feedback { id }');
    expect((await gone()).codes).toEqual([]);
    expect((await gone()).codes).toEqual(['NOT_FOUND']);
    expect(await first()).toMatchObject({ takenCount: 1, refusedCount: 0 });
  });

  it('stays with the advice when the segments are found again', async () => {
    const before = await first();
    await app.query(
      'mutation ($id: ID!) { fitSegmentation(input: { datasetId: $id, k: 3, maxK: 4, seed: 9 }) { job { id } } }',
      { id: datasetId },
    );
    await app.idle(datasetId);
    const { dataset } = await app.query<{
      dataset: { activeSegmentation: { segments: { strategies: Advice[] }[] } };
    }>(
      'query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { strategies { id takenCount } } } } }',
      { id: datasetId },
    );
    const all = dataset.activeSegmentation.segments.flatMap(({ strategies }) => strategies);
    expect(all.map(({ id }) => id)).not.toContain(before.id);
    expect(all.reduce((sum, { takenCount }) => sum + takenCount, 0)).toBe(1);
    expect((await say(before.id, { kind: 'TAKEN' })).codes).toEqual(['NOT_FOUND']);
  });

  it('refuses what is no strategy, and a note without end', async () => {
    expect((await say('x', { kind: 'TAKEN' })).codes).toEqual(['NOT_FOUND']);
    const { id } = await first();
    expect((await say(id, { kind: 'TAKEN', note: 'x'.repeat(2001) })).codes).toEqual(['BAD_USER_INPUT']);
  });
});
