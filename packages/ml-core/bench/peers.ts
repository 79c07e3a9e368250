import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../', import.meta.url));
const environment = join(source, '.venv');

/** The Python that has the peers, whether or not they are installed. */
export const python = process.env.BENCH_PYTHON ?? join(environment, 'bin', 'python');

/** Installs them into an environment beside this code. */
export function installPeers(): void {
  execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '-r', join(source, 'peers.txt')], { stdio: 'inherit' });
}

/** Whether a module of Python is there to compare with. */
export function hasPeer(module: string): boolean {
  if (!process.env.BENCH_PYTHON && !existsSync(python)) return false;
  try {
    execFileSync(python, ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
