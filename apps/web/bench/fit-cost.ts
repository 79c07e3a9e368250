import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { startApi } from '../test/start-api';
import { customersFile } from './customers-file';
import { intakeApi } from './intake-api';
import { memoryOf } from './memory-use';
import { processorTime } from './processor-time';

// pnpm --filter @holdfast/web bench:fit [CUSTOMERS] [ROUNDS]: what it takes to find segments by 20 columns, from the request until
// everyone's segment is stored: seconds of the clock and of the processors, those of the API and of PostgreSQL, and the most memory
// of both above what they had before, what they share counted once. The first round has no segments to continue, the others have.

const customers = Number(process.argv[2] ?? '100000');
const rounds = Number(process.argv[3] ?? '2');
const names = (count: number, of: string) => Array.from({ length: count }, (_, i) => `${of}_${i + 1}`);
const features = [...names(14, 'amount'), ...names(4, 'kind'), ...names(2, 'flag')];
const EVERY_MS = 200;

const folder = mkdtempSync(join(tmpdir(), 'holdfast-fit-'));
const running = await startApi({ UPLOAD_QUOTA: '100GB' });
try {
  const api = intakeApi(running);
  const file = join(folder, 'customers.csv');
  await pipeline(customersFile(customers), createWriteStream(file));
  const datasetId = await api.import(await api.upload(file));
  await api.idle();
  console.log(['round', 'seconds', 'processor', 'of the API', 'of PostgreSQL', 'memory, MB'].join('\t'));
  for (let round = 1; round <= rounds; round++) console.log([round, ...(await fit())].join('\t'));

  async function fit(): Promise<string[]> {
    const [rest, before, start] = [memoryOf(running.pid), processorTime(running.pid), performance.now()];
    let most = rest;
    const timer = setInterval(() => {
      most = Math.max(most, memoryOf(running.pid));
    }, EVERY_MS);
    await api.ask(
      'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { userErrors { message } } }',
      { input: { datasetId, features } },
    );
    await api.idle();
    clearInterval(timer);
    const seconds = (performance.now() - start) / 1000;
    const after = processorTime(running.pid);
    const [own, started] = [after.own - before.own, after.started - before.started];
    const megabytes = (most - rest) / 2 ** 20;
    return [seconds, own + started, own, started, megabytes].map((figure) => figure.toFixed(1));
  }
} finally {
  await running.stop();
  rmSync(folder, { recursive: true });
}
