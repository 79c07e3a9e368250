import { statSync } from 'node:fs';
import { startApi } from '../test/start-api';
import { intakeApi } from './intake-api';
import { memoryOf } from './memory-use';
import { processorTime } from './processor-time';

// pnpm bench:size FILE [JOB_MEMORY…]: what it takes to import a file of customers, such as sample-file writes, to segment them, and to train
// by AUTO and score everyone: seconds of the clock and of the processor, of the API and of PostgreSQL, the most memory of all processes, what
// is shared counted once, and what came of it. Each JOB_MEMORY starts anew: "12GB" holds a million in memory, "1GB" does not. LABEL is the
// column of who left.

const [file, ...memories] = process.argv.slice(2);
if (file === undefined) throw new Error('FILE is missing; it must be a CSV of customers');
const WATCHED_EVERY_MS = 200;

interface Result {
  readonly dataset: {
    readonly customerCount: number;
    readonly activeSegmentation: {
      readonly recommendedK: number;
      readonly qualities: readonly { readonly k: number; readonly inertia: number }[];
    };
    readonly champion: {
      readonly algorithm: string;
      readonly metrics: { readonly rocAuc: number };
    } | null;
  };
}

for (const jobMemory of memories.length > 0 ? memories : ['12GB', '1GB']) {
  const running = await startApi({
    ...{ QUERY_RATE: '999999', UPLOAD_QUOTA: '100GB', JOB_MEMORY: jobMemory },
    ...(process.env.FILE_MEMORY && { FILE_MEMORY: process.env.FILE_MEMORY }),
  });
  const { ask, upload, import: importFile, idle } = intakeApi(running);
  const measured = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const [start, before] = [performance.now(), processorTime(running.pid)];
    let most = 0;
    let watched = process.cpuUsage();
    const timer = setInterval(() => {
      most = Math.max(most, memoryOf(running.pid));
    }, WATCHED_EVERY_MS);
    const answer = await work();
    clearInterval(timer);
    const after = processorTime(running.pid);
    watched = process.cpuUsage(watched);
    console.log(
      [jobMemory, name]
        .concat(
          `${((performance.now() - start) / 1000).toFixed(0)} s`,
          `api ${(after.own - before.own).toFixed(1)} s`,
          `postgres ${(after.started - before.started).toFixed(1)} s`,
          `at most ${(most / 2 ** 20).toFixed(0)} MB`,
        )
        .join('\t'),
    );
    return answer;
  };
  try {
    const uploadId = await measured('upload', () => upload(file));
    const id = await measured('import', () => importFile(uploadId));
    await idle();
    await measured('segmentation', async () => {
      await ask(
        'mutation ($id: ID!) { fitSegmentation(input: { datasetId: $id }) { job { id } userErrors { message } } }',
        { id },
      );
      await idle();
    });
    await measured('churn', async () => {
      const definition = { labelColumn: process.env.LABEL ?? 'churned', positiveValues: ['true'] };
      await ask(
        'mutation ($input: TrainChurnModelInput!) { trainChurnModel(input: $input) { job { id } userErrors { message } } }',
        { input: { datasetId: id, definition } },
      );
      await idle();
    });
    const { dataset } = await ask<Result>(
      `query ($id: ID!) { dataset(id: $id) { customerCount
        activeSegmentation { recommendedK qualities { k inertia } }
        champion { algorithm metrics { rocAuc } } } }`,
      { id },
    );
    console.log(statSync(file).size, JSON.stringify(dataset));
  } finally {
    await running.stop();
  }
}
