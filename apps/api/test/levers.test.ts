import { graphql } from '@holdfast/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const LEVER = 'feature value other probability difference customers together rate otherRate text';

const SetMutation = graphql(`
  mutation SetLevers($input: SetAssumptionsInput!) {
    setAssumptions(input: $input) {
      dataset { assumptions { levers leversGuessed } }
      userErrors { field code message }
    }
  }
`);

/** Contract and protection go with staying, age too; nobody has protection without internet; total = months × charge. */
function customers(count: number): string {
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const rows = Array.from({ length: count }, (_, i) => {
    const contract = random() < 0.5 ? 'Monthly' : 'Yearly';
    const internet = random() < 0.7 ? 'Yes' : 'No';
    const protection = internet === 'Yes' && random() < 0.4 ? 'Yes' : 'No';
    const months = 1 + Math.floor(random() * 60);
    const charge = Math.round((20 + random() * 80) * 100) / 100;
    const total = Math.round(months * charge * (0.98 + 0.04 * random()) * 100) / 100;
    const age = 20 + Math.floor(random() * 60);
    const odds = Math.exp(
      (contract === 'Monthly' ? 1 : -1.5) - (protection === 'Yes' ? 1 : 0) - (age - 50) / 40 - months / 60,
    );
    const churn = random() < odds / (1 + odds) ? 'Yes' : 'No';
    return [`C${i}`, contract, internet, protection, months, charge, total, age, churn].join(',');
  });
  return [
    'customer_id,contract,internet,device_protection,tenure_months,charge,total_charges,age,churn',
    ...rows,
  ].join('\n');
}

let app: TestApp;
let id: string;

beforeAll(async () => {
  app = await createTestApp();
  id = await importCsv(app, customers(2500));
  await train(app, { datasetId: id, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' });
});
afterAll(() => app.stop());

interface LeverAnswer {
  feature: string;
  value: string;
  other: string;
  probability: number;
  difference: number;
  customers: number;
  together: string;
  rate: number;
  otherRate: number;
  text: string;
}

interface ScoreAnswer {
  probability: number;
  warnings: string[];
  levers: LeverAnswer[];
}

const RISKY = {
  contract: 'Monthly',
  internet: 'Yes',
  device_protection: 'No',
  tenure_months: 10,
  charge: 50,
  total_charges: 500,
  age: 30,
};

async function score(attributes: Record<string, unknown>): Promise<ScoreAnswer> {
  const asked = `query ($id: ID!, $customers: [JSONObject!]!) {
    score(datasetId: $id, customers: $customers) { probability warnings levers { ${LEVER} } }
  }`;
  const { data } = await app.ask<{ score: ScoreAnswer[] }>(asked, { id, customers: [attributes] });
  return data!.score[0]!;
}

async function setLevers(levers: string[] | null) {
  return (await app.query(SetMutation, { input: { datasetId: id, levers } })).setAssumptions;
}

describe('levers', () => {
  it('are guessed by what sounds like terms and services, never by who somebody is, until somebody sets them', async () => {
    const { dataset } = await setLevers(null);
    expect(dataset!.assumptions).toEqual({
      levers: ['contract', 'internet', 'device_protection'],
      leversGuessed: true,
    });
    const set = await setLevers(['contract']);
    expect(set.dataset!.assumptions).toEqual({ levers: ['contract'], leversGuessed: false });
    expect((await score(RISKY)).levers.map(({ feature }) => feature)).toEqual(['contract']);
    await setLevers(null);
  });

  it('call columns as people do', async () => {
    const name = (column: string, label: string | null) =>
      app.query(
        'mutation ($input: LabelColumnInput!) { labelColumn(input: $input) { userErrors { message } } }',
        {
          input: { datasetId: id, column, label },
        },
      );
    await name('contract', 'Length of the contract');
    const [contract] = (await score(RISKY)).levers;
    expect(contract!.text).toMatch(/^Length of the contract Yearly instead of Monthly /);
    expect(contract!.feature).toBe('contract');
    await name('contract', null);
  });

  it('cannot be made of age, tenure, the answer or a column that is none', async () => {
    for (const column of ['age', 'tenure_months', 'churn', 'customer_id']) {
      const { userErrors } = await setLevers([column]);
      expect(userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: ['levers', '0'] }]);
    }
    expect((await setLevers(['nothing'])).userErrors).toMatchObject([{ code: 'UNKNOWN_COLUMN' }]);
  });

  it('tell the chance with the better value exactly as a score of it would be, and how often it occurs', async () => {
    const { probability, levers } = await score(RISKY);
    expect(levers.map(({ feature, other }) => [feature, other])).toEqual([
      ['contract', 'Yearly'],
      ['device_protection', 'yes'],
    ]);
    const [contract] = levers;
    const then = await score({ ...RISKY, contract: 'Yearly' });
    expect(contract!.probability).toBeCloseTo(then.probability, 12);
    expect(contract!.difference).toBeCloseTo(then.probability - probability, 12);
    expect(contract!.difference).toBeLessThan(-0.2);
    expect(contract!.customers).toBeGreaterThanOrEqual(20);
    expect(contract!.otherRate).toBeLessThan(contract!.rate);
    expect(contract!.text).toContain('associated with');
    expect(contract!.text).not.toMatch(/because|cause|reduces/);
  });

  it('say nothing of a value that nobody has with what the customer has, nor of who already has the better one', async () => {
    const without = await score({ ...RISKY, internet: 'No' });
    const features = without.levers.map(({ feature }) => feature);
    expect(features).toContain('contract');
    expect(features).not.toContain('device_protection');
    const best = await score({ ...RISKY, contract: 'Yearly', device_protection: 'Yes' });
    expect(best.levers).toEqual([]);
  });

  it('are told of stored customers who are still there, and of no others', async () => {
    const { data, errors } = await app.ask<{
      customers: {
        edges: { node: { churn: { left: boolean; probability: number; levers: LeverAnswer[] } } }[];
      };
    }>(
      `query ($id: ID!) { customers(datasetId: $id, first: 100) { edges { node { churn { left probability levers { ${LEVER} } } } } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    const scores = data!.customers.edges.map(({ node }) => node.churn);
    expect(scores.some(({ levers }) => levers.length > 0)).toBe(true);
    for (const { left, probability, levers } of scores) {
      if (left) expect(levers).toEqual([]);
      for (const lever of levers) expect(lever.probability - lever.difference).toBeCloseTo(probability, 9);
    }
  });
});

describe('a customer as they might be', () => {
  interface WhatIfAnswer {
    probabilityNow: number;
    difference: number;
    followed: { feature: string; value: string; text: string }[];
    score: ScoreAnswer;
  }

  async function whatIf(changes: Record<string, unknown>) {
    const { data, errors } = await app.ask<{
      customer: { attributes: typeof RISKY; whatIf: WhatIfAnswer };
    }>(
      `query ($id: ID!, $changes: JSONObject!) { customer(datasetId: $id, externalId: "C7") { attributes whatIf(changes: $changes) {
        probabilityNow difference followed { feature value text } score { probability warnings } } } }`,
      { id, changes },
    );
    expect(errors).toBeUndefined();
    return { ...data!.customer.whatIf, attributes: data!.customer.attributes };
  }

  it('has a total that follows from the months and the charge', async () => {
    const {
      attributes,
      followed,
      score: then,
      difference,
      probabilityNow,
    } = await whatIf({ tenure_months: 30 });
    const total = (attributes.total_charges * 30) / attributes.tenure_months;
    expect(followed).toMatchObject([{ feature: 'total_charges' }]);
    expect(Number(followed[0]!.value)).toBeCloseTo(total, -1);
    expect(followed[0]!.text).toMatch(/^total_charges follows from tenure_months × charge: .* instead of /);
    const asked = await score({
      ...attributes,
      tenure_months: 30,
      total_charges: Math.round(total * 100) / 100,
    });
    expect(then.probability).toBeCloseTo(asked.probability, 12);
    expect(difference).toBeCloseTo(then.probability - probabilityNow, 12);
    expect(then.warnings).toEqual(asked.warnings);
    expect(then.warnings.join('\n')).not.toContain('total_charges');
  });

  it('keeps what is given, and says what no customer ever had, with both sides', async () => {
    const kept = await whatIf({ tenure_months: 30, total_charges: 20 });
    expect(kept.followed).toEqual([]);
    expect(kept.score.warnings.join('\n')).toMatch(/"total_charges" is 20; tenure_months × charge makes \d+/);
    const beyond = await whatIf({ tenure_months: 300 });
    expect(beyond.score.warnings.join('\n')).toMatch(/"tenure_months" is 300; customers had 1 to 60/);
    const never = await whatIf({ internet: 'No', device_protection: 'Yes' });
    expect(never.score.warnings.join('\n')).toMatch(
      /no customer had both: "internet" is no with \d+ customers, "device_protection" is yes with \d+/,
    );
  });

  it('is scored like anybody with what cannot be read left open', async () => {
    const { score: then } = await whatIf({ charge: 'much' });
    expect(then.warnings.join('\n')).toMatch(/"charge" is "much"; it must be a number/);
  });
});
