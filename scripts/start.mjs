import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { root } from './environment.mjs';
import { executeOrExit } from './execute.mjs';
import { requireNode } from './pinned-node.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_CHECK_MS = 500;

/** Builds what changed, then runs Holdfast until it is asked to stop; `files` are imported first. */
export function start(files) {
  executeOrExit('turbo', [
    'run',
    'build',
    '--filter=@holdfast/api',
    '--filter=@holdfast/web',
    '--output-logs=errors-only',
  ]);
  const from = process.env.INIT_CWD ?? process.cwd();
  const program = join(root, 'apps', 'api', 'dist', 'main.js');
  // The channel closes with this process, however it ends: Holdfast hears that and stops in order.
  const child = spawn(requireNode(), [program, ...files.map((file) => resolve(from, file))], {
    cwd: root,
    // Node 22 and newer keep what they compiled there: it takes a third off the next start.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  // npm does not hand SIGTERM on through its shell: when npm is gone, we go too.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
}
