import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const root = join(import.meta.dirname, '..');

/** The folders of the packages that are published. */
export const publishedFolders = ['packages/ml-core', 'packages/schema'];

/** Reads a file of the repository as text. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The files that Git keeps or would keep and that match a pattern, as paths from the root. */
export function findFiles(pattern: string): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', pattern];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim().split('\n');
}

/**
 * Runs a script with this Node and answers with what it wrote; a path that is not absolute is one in the root's
 * node_modules. Where it fails, its output is in the error.
 */
export function runScript(script: string, args: string[], cwd: string): string {
  const path = join(script.startsWith('/') ? '' : join(root, 'node_modules'), script);
  try {
    return execFileSync(process.execPath, [path, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${script} ${args.join(' ')} failed in ${cwd}:\n${stdout}\n${stderr}`);
  }
}
