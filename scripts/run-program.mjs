import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { root } from './environment.mjs';
import { executeOrExit } from './execute.mjs';
import { requireNode } from './pinned-node.mjs';

/** Builds what changed, then runs a program of the API to its end; returns its exit code. */
export function runProgram(name, args) {
  executeOrExit('turbo', ['run', 'build', '--filter=@holdfast/api', '--output-logs=errors-only']);
  const program = join(root, 'apps', 'api', 'dist', `${name}.js`);
  return spawnSync(requireNode(), [program, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** The same for one whose first argument is a file, named from where its user stands. */
export function runOnFile(name, [file, ...rest]) {
  const from = process.env.INIT_CWD ?? process.cwd();
  return runProgram(name, file === undefined ? [] : [resolve(from, file), ...rest]);
}
