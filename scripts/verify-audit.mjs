import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './environment.mjs';
import { executeOrExit } from './execute.mjs';
import { requireNode } from './pinned-node.mjs';

/** Builds what changed, then verifies the audit; returns the exit code. */
export function verifyAudit(args) {
  executeOrExit('turbo', ['run', 'build', '--filter=@holdfast/api', '--output-logs=errors-only']);
  const program = join(root, 'apps', 'api', 'dist', 'verify-audit.js');
  return spawnSync(requireNode(), [program, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
