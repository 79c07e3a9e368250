import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const telco = join(import.meta.dirname, '../../../../shared/data/telco_ibm.csv');

/** Customers whose number is near enough to count as alike. */
const ALIKE = 500;

interface Reason {
  readonly feature: string;
  readonly value: string;
  readonly columns: readonly string[];
  readonly contribution: number;
  readonly rate: number;
  readonly overallRate: number;
  readonly text: string;
}

interface Listed {
  readonly attributes: Record<string, unknown>;
  readonly churn: {
    readonly probability: number;
    readonly baseValue: number;
    readonly reasons: readonly Reason[];
    readonly reasonsAgainst: readonly Reason[];
    readonly contributions: readonly {
      feature: string;
      value: string | null;
      contribution: number;
      agrees: boolean;
    }[];
  };
}

// Skipped, and reported as skipped, where the public data is not beside the repository.
describe.skipIf(!existsSync(telco))('reasons on telco (skipped where ../shared/data is absent)', () => {
  let app: TestApp;
  let datasetId: string;
  beforeAll(async () => {
    app = await createTestApp();
    const columns = [{ name: 'MonthlyCharges', role: 'MONETARY_VALUE' }];
    datasetId = await importCsv(app, readFileSync(telco), { columns });
    const { outcome } = await train(app, { datasetId, imbalance: 'NONE' });
    expect(outcome).toEqual({ state: 'COMPLETED', error: null });
  });
  afterAll(() => app.stop());

  async function list(orderBy: string, pages: number, filter: object = {}): Promise<Listed[]> {
    const customers: Listed[] = [];
    let after: string | null = null;
    for (let page = 0; page < pages; page++) {
      const answer: { customers: { edges: { node: Listed }[]; pageInfo: { endCursor: string } } } =
        await app.query(
          `query ($datasetId: ID!, $after: String, $orderBy: CustomerOrder, $filter: CustomerFilter) {
          customers(datasetId: $datasetId, first: 100, after: $after, orderBy: $orderBy, filter: $filter) {
            edges { node { attributes churn {
              probability baseValue contributions(first: 20) { feature value contribution agrees }
              reasons { ...told } reasonsAgainst { ...told }
            } } }
            pageInfo { endCursor }
          }
        }
        fragment told on Reason { feature value columns contribution rate overallRate text }`,
          { datasetId, after, orderBy, filter },
        );
      customers.push(...answer.customers.edges.map(({ node }) => node));
      after = answer.customers.pageInfo.endCursor;
    }
    return customers;
  }

  it('go the way that customers alike went', async () => {
    const [header, ...lines] = readFileSync(telco, 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    const left = lines.map((line) => line.at(-1) === 'Yes');
    const share = (rows: readonly number[]) => rows.filter((row) => left[row]).length / rows.length;
    const everybody = share([...lines.keys()]);
    const known = new Map<string, number>();
    const rateAlike = (feature: string, value: unknown) => {
      const key = JSON.stringify([feature, value]);
      const rate = known.get(key) ?? share(alike(feature, value));
      known.set(key, rate);
      return rate;
    };
    const alike = (feature: string, value: unknown) => {
      const at = header!.indexOf(feature);
      const rows = [...lines.keys()].filter((row) => lines[row]![at]!.trim() !== '');
      if (typeof value !== 'number') {
        const text = typeof value === 'boolean' ? (value ? ['Yes', '1'] : ['No', '0']) : [String(value)];
        return rows.filter((row) => text.includes(lines[row]![at]!));
      }
      const distance = (row: number) => Math.abs(Number(lines[row]![at]) - value);
      const sorted = rows.sort((a, b) => distance(a) - distance(b));
      return sorted.slice(0, Math.max(ALIKE, sorted.filter((row) => distance(row) === 0).length));
    };
    const customers = await list('EXTERNAL_ID_ASC', 5);
    expect(customers).toHaveLength(500);
    let spoken = 0;
    let wrong = 0;
    const disagrees = (feature: string, value: unknown, contribution: number) =>
      rateAlike(feature, value) > everybody !== contribution > 0;
    for (const { attributes, churn } of customers) {
      expect(churn.reasons.length).toBeLessThanOrEqual(3);
      for (const reason of [...churn.reasons, ...churn.reasonsAgainst]) {
        spoken++;
        if (disagrees(reason.feature, attributes[reason.feature], reason.contribution)) wrong++;
        expect(reason.rate > reason.overallRate).toBe(reason.contribution > 0);
      }
    }
    expect(spoken).toBeGreaterThan(1500);
    expect(wrong / spoken).toBeLessThanOrEqual(0.02);
  });

  it.each([
    ['CHURN_PROBABILITY_DESC', {}],
    ['CHURN_PROBABILITY_DESC', { left: false }],
    ['EXPECTED_LOSS_DESC', { left: false }],
  ])('differ between the customers of a list by %s of %j', async (orderBy, filter) => {
    const customers = await list(orderBy, 1, filter);
    const first = Map.groupBy(customers, ({ churn }) => churn.reasons[0]?.feature ?? 'none');
    const counts = [...first]
      .map(([feature, those]) => [feature, those.length] as const)
      .sort((a, b) => b[1] - a[1]);
    expect(counts[0]![1]).toBeLessThanOrEqual(40);
    expect(counts.map(([feature]) => feature)).not.toContain('MonthlyCharges');
  });

  it('leave the contributions exact', async () => {
    const customers = await list('EXTERNAL_ID_ASC', 5);
    const stored = await app.dataSource.query<{ probability: number; output: number }[]>(
      'select probability, raw_output as output from churn_scores',
    );
    const outputs = new Map(stored.map(({ probability, output }) => [probability, output]));
    const errors = customers.map(({ churn }) => {
      const sum = churn.contributions.reduce(
        (total, { contribution }) => total + contribution,
        churn.baseValue,
      );
      return Math.abs(sum - outputs.get(churn.probability)!);
    });
    expect(Math.max(...errors)).toBeLessThan(1e-9);
  });
});
