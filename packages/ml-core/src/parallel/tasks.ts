import { refineKMeansTask, startKMeansTask, swapKMeansTask } from '../cluster/k-means-tasks.js';
import { resampleKMeansTask } from '../cluster/resample-task.js';
import { countRowsTask } from '../ensemble/boosting-rounds.js';
import { growTreesTask } from '../ensemble/grow-forest.js';
import { contributionsTask } from '../inspection/contributions-in-chunks.js';
import { distancesTask, silhouettesTask } from '../metrics/silhouette-task.js';

/** Work that a thread of a pool can do: plain data in, plain data out; large arrays stay in shared kernel memory. */
export type Task = (payload: never) => unknown;

/** Every task by its name. A discipline defines its own (see run-in-slots.ts) and adds them here. */
export const tasks: Readonly<Record<string, Task>> = Object.fromEntries(
  [
    startKMeansTask,
    swapKMeansTask,
    refineKMeansTask,
    resampleKMeansTask,
    distancesTask,
    silhouettesTask,
    growTreesTask,
    countRowsTask,
    contributionsTask,
  ].map(({ name, run }) => [name, run]),
);
