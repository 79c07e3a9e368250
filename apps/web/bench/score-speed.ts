import type { Dashboard } from '../test/open-dashboard';
import { processorTime } from './processor-time';
import { type TimeFigures, timeFigures } from './time-figures';

/** What a score of customers who are not stored takes, and costs of the processor; milliseconds. */
export interface ScoreFigures extends TimeFigures {
  /** Customers at once. */
  readonly customers: number;
  readonly processor: number;
}

const SCORE = `query ($id: ID!, $customers: [JSONObject!]!) {
  score(datasetId: $id, customers: $customers) { segmentKey probability riskBand } }`;
/** Requests that only warm it up. */
const WARM = 50;
/** One customer is scored so many times as often as is asked for. */
const MORE = 10;

/** Scores one customer at a time, then a hundred. */
export async function measureScores(
  { ask, pid }: Dashboard,
  id: string,
  times: number,
): Promise<ScoreFigures[]> {
  const { customers } = await ask<{ customers: { edges: { node: { attributes: object } }[] } }>(
    'query ($id: ID!) { customers(datasetId: $id, first: 100) { edges { node { attributes } } } }',
    { id },
  );
  const all = customers.edges.map(({ node }) => node.attributes);
  const figures: ScoreFigures[] = [];
  for (const [count, asks] of [
    [1, MORE * times],
    [100, times],
  ] as const) {
    const scored = (i: number) => all.slice(i % (all.length - count + 1)).slice(0, count);
    for (let i = 0; i < WARM; i++) await ask(SCORE, { id, customers: scored(i) });
    const before = processorTime(pid);
    const took: number[] = [];
    for (let i = 0; i < asks; i++) {
      const start = performance.now();
      await ask(SCORE, { id, customers: scored(i) });
      took.push(performance.now() - start);
    }
    const after = processorTime(pid);
    const spent = after.own + after.started - before.own - before.started;
    figures.push({ customers: count, ...timeFigures(took), processor: (1000 * spent) / asks });
  }
  return figures;
}
