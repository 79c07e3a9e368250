import { MlError } from '../errors.js';
import { requirePort, type TaskPort, type TaskReply, type TaskRequest } from './pool.js';

/** Work that a thread of a pool can do: plain data in, plain data out; large arrays stay in shared kernel memory. */
export type Task = (payload: never) => unknown;

/** Tasks by the names that requests carry. */
export type Tasks = Readonly<Record<string, Task>>;

/**
 * Answers every request that arrives on `port`, one after the other. What a task throws is sent back as its answer.
 * @throws InvalidParameterError for a port that cannot post and listen.
 */
export function answerTasks(port: TaskPort, tasks: Tasks): void {
  requirePort('port', port);
  port.listen((message) => port.post(answer(message as TaskRequest, tasks)));
}

function answer({ id, task, payload }: TaskRequest, tasks: Tasks): TaskReply {
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
