import type { Dashboard } from '../test/open-dashboard';
import { type TimeFigures, timeFigures } from './time-figures';

const AT_ONCE = 1000;
const TIMES = 10;
/** How long what follows from one may take before the next. */
const PAUSE_MS = 1000;

/** Upserts of 1,000 known customers with three attributes each, until they are answered. */
export async function measureUpserts({ ask }: Dashboard, datasetId: string): Promise<TimeFigures> {
  const took: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const customers = Array.from({ length: AT_ONCE }, (_, i) => ({
      externalId: `C${1_000_000 + i}`,
      attributes: { amount_1: 50 + time, amount_2: 60 + (i % 7), monthly_spend: 40 + time },
    }));
    const start = performance.now();
    await ask('mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }', {
      input: { datasetId, customers },
    });
    took.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return timeFigures(took);
}
