import { setPriority } from 'node:os';

/**
 * Lets the other threads of this process, and others of the machine, go first where there are not enough cores: those that
 * answer requests, and computations that take longer. `niceness` is Linux's, 0..19, where every thread has its own; elsewhere
 * nothing happens, as the whole process would have to wait.
 */
export function yieldToOthers(niceness: number): void {
  if (process.platform !== 'linux') return;
  // For Linux 0 is the calling thread, and the threads that it starts.
  setPriority(0, niceness);
}
