import { generator } from '../test/customers-csv';
import type { Dashboard } from '../test/open-dashboard';
import { send } from './query-speed';
import type { Asked } from './recorded-queries';
import { type TimeFigures, timeFigures } from './time-figures';

/** What answers took while so many clients asked at once. */
export interface TeamFigures extends TimeFigures {
  readonly clients: number;
  /** Milliseconds for which a screen was looked at, on average. */
  readonly pause: number;
  readonly training: boolean;
  /** Requests that got no answer, as when the database is too busy to lend a connection. */
  readonly failed: number;
}

const CLIENTS = 16;
const PAUSE_MS = 1000;
const SECONDS = 20;

/**
 * Clients who each open a screen, with all its queries at once as the browser asks them, look at it and open the next, any one:
 * with a pause of a second as people do who hurry, and without any.
 */
export async function measureTeam(dashboard: Dashboard, asked: readonly Asked[]): Promise<TeamFigures[]> {
  return [await together(dashboard, asked, PAUSE_MS), await together(dashboard, asked, 0)];
}

/** The same with the pause, while a model is trained. */
export async function measureWhileTraining(
  dashboard: Dashboard,
  datasetId: string,
  asked: readonly Asked[],
): Promise<TeamFigures> {
  await dashboard.ask(
    'mutation ($input: TrainChurnModelInput!) { trainChurnModel(input: $input) { job { id } } }',
    { input: { datasetId } },
  );
  const figures = await together(dashboard, asked, PAUSE_MS);
  await dashboard.idle();
  return { ...figures, training: true };
}

async function together(
  { url, apiKey }: Dashboard,
  asked: readonly Asked[],
  pause: number,
): Promise<TeamFigures> {
  const screens = [...Map.groupBy(asked, ({ screen }) => screen).values()];
  const took: number[] = [];
  let failed = 0;
  const until = performance.now() + 1000 * SECONDS;
  const ask = async ({ body }: Asked) => {
    const start = performance.now();
    const answer = await send(url, apiKey, body).catch(() => null);
    if (answer === null) failed++;
    else took.push(performance.now() - start);
  };
  const client = async (seed: number) => {
    const random = generator(seed);
    await new Promise((resolve) => setTimeout(resolve, random() * pause));
    while (performance.now() < until) {
      await Promise.all(screens[Math.floor(random() * screens.length)]!.map(ask));
      await new Promise((resolve) => setTimeout(resolve, 2 * random() * pause));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, i) => client(i + 1)));
  return { clients: CLIENTS, pause, training: false, failed, ...timeFigures(took) };
}
