import { cpus, loadavg } from 'node:os';
import { createApiClient } from '../test/client.js';
import { aim } from './aim.js';
import { Server } from './server.js';

// pnpm --filter @holdfast/api outcome-speed [CALLS]: how many outcomes a second recordOutcomes takes over HTTP into PostgreSQL, 1,000 a call, one call
// after the other, and what of that the server computes (processor time, which others do not disturb; nothing of PostgreSQL's is in it).

const calls = Number(process.argv[2] ?? '50');
const A_CALL = 1000;
/** Calls that only warm the server up. */
const WARM = 5;

const server = await Server.start();
try {
  const { datasetId, admin } = await aim(server.url, server.admin);
  const { query } = createApiClient(server.url, admin);
  const ids = await idsOf(datasetId, admin);
  const record = async (n: number) => {
    const outcomes = Array.from({ length: A_CALL }, (_, i) => ({
      externalId: ids[(n * A_CALL + i) % ids.length]!,
      left: (i + n) % 2 === 0,
    }));
    const { recordOutcomes } = await query<{ recordOutcomes: { recorded: number } }>(
      'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }',
      { input: { datasetId, outcomes } },
    );
    if (recordOutcomes.recorded !== A_CALL) throw new Error(`${recordOutcomes.recorded} were recorded`);
  };
  for (let n = 0; n < WARM; n++) await record(n);
  const before = server.processorSeconds;
  const times: number[] = [];
  for (let n = 0; n < calls; n++) {
    const started = performance.now();
    await record(WARM + n);
    times.push(performance.now() - started);
  }
  const spent = (1000 * (server.processorSeconds - before)) / calls;
  times.sort((a, b) => a - b);
  const sum = times.reduce((total, time) => total + time, 0);
  const perSecond = (ms: number) => Math.round((1000 * A_CALL) / ms).toLocaleString('en');
  console.log(
    'outcomes a second (at least 10,000)\tat the median call\tat the best\tprocessor ms a call\tload',
  );
  const load = `${loadavg()[0]!.toFixed(1)} on ${cpus().length} processors`;
  const rates = [sum / calls, times[calls >> 1]!, times[0]!].map(perSecond);
  console.log([...rates, spent.toFixed(1), load].join('\t'));
} finally {
  await server.stop();
}

/** The ids of the customers, from their export. */
async function idsOf(datasetId: string, admin: string): Promise<string[]> {
  const headers = { authorization: `Bearer ${admin}` };
  const response = await fetch(`${server.url}/datasets/${datasetId}/customers.csv`, { headers });
  const lines = (await response.text()).trim().split('\n');
  return lines.slice(1).map((line) => line.split(',')[0]!);
}
