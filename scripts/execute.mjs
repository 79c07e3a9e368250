import { spawnSync } from 'node:child_process';
import { root, toolEnvironment } from './environment.mjs';

/** npm's programs are scripts of the shell on Windows. */
export const onWindows = process.platform === 'win32';

/** Runs a program to its end, in the root of the repository, and answers with its exit code. */
export function execute(program, args, env = {}) {
  const options = { cwd: root, env: { ...toolEnvironment(), ...env }, stdio: 'inherit', shell: onWindows };
  const { status, error } = spawnSync(program, args, options);
  if (error) console.error(`${program} cannot be run: ${error.message}`);
  return status ?? 1;
}

/** Runs a program that everything after it needs; where it fails, so do we. */
export function executeOrExit(program, args, env) {
  const code = execute(program, args, env);
  if (code !== 0) process.exit(code);
}
