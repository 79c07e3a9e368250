import { clusterCloudTask } from './cluster/cloud/cloud-task.js';
import { refineKMeansTask, startKMeansTask, swapKMeansTask } from './cluster/fit/k-means-tasks.js';
import { resampleKMeansTask } from './cluster/resample-task.js';
import { countRowsTask } from './ensemble/boosting-rounds.js';
import { growTreesTask } from './ensemble/grow-forest.js';
import { contributionsTask } from './inspection/contributions-in-chunks.js';
import { distancesTask, silhouettesTask } from './metrics/silhouette-task.js';
import { answerTasks, type Tasks } from './parallel/answer-tasks.js';
import type { TaskPort } from './parallel/pool.js';

/** Every task by its name. A discipline defines its own (see run-in-slots.ts) and adds them here. */
const tasks: Tasks = Object.fromEntries(
  [
    startKMeansTask,
    swapKMeansTask,
    refineKMeansTask,
    resampleKMeansTask,
    clusterCloudTask,
    distancesTask,
    silhouettesTask,
    growTreesTask,
    countRowsTask,
    contributionsTask,
  ].map(({ name, run }) => [name, run]),
);

/**
 * The other end of a pool: answers every request that arrives on `port`, one after the other, for as long as the thread
 * lives. A worker's whole file is
 * `serveTasks({ post: (m) => parentPort.postMessage(m), listen: (f) => parentPort.on('message', f) })`.
 * @throws InvalidParameterError for a port that cannot post and listen.
 */
export function serveTasks(port: TaskPort): void {
  answerTasks(port, tasks);
}
