import { MlError } from '../errors.js';
import { requirePort, type TaskPort, type TaskReply, type TaskRequest } from './pool.js';
import { tasks } from './tasks.js';

/**
 * The other end of a pool: answers every request that arrives on `port`, one after the other, for as long as the thread
 * lives. What a task throws goes back as its answer. A worker's whole file is `serveTasks({ post: (m) => parentPort.postMessage(m), listen: (f) => parentPort.on('message', f) })`.
 * @throws InvalidParameterError for a port that cannot post and listen.
 */
export function serveTasks(port: TaskPort): void {
  requirePort('port', port);
  port.listen((message) => {
    const { id, task, payload } = message as TaskRequest;
    port.post(answer(id, task, payload));
  });
}

function answer(id: number, task: string, payload: unknown): TaskReply {
  try {
    const run = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
    if (!run)
      throw new MlError('POOL', `task is '${task}'; it must be one of ${Object.keys(tasks).join(', ')}`);
    return { id, result: run(payload as never) };
  } catch (cause) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
    return { id, error: { name, message, ...(cause instanceof MlError ? { code: cause.code } : {}) } };
  }
}
