import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartupError } from '../../errors/startup-error.js';

/** Starts PostgreSQL's programs so that they neither run as root nor outlive this process. */
export interface Launcher {
  /** Starts a program in a folder, in its own process group: Ctrl-C reaches only us, and we stop it in order. */
  run(program: string, args: readonly string[], cwd: string): ChildProcess;
  /** Makes the user that the programs run as the owner of a path. */
  own(path: string): void;
}

const SETPRIV_PATHS = ['/usr/bin/setpriv', '/bin/setpriv'];

/**
 * Finds how to start programs here. PostgreSQL refuses to run as root, so root starts it as `postgres` or `nobody`, without
 * any capability. Only where one of `paths`, which it needs, lies below a private folder such as /root does it keep the one
 * that reads past such folders, and changes nothing there. If setpriv exists, the kernel stops PostgreSQL when this process
 * dies.
 * @throws StartupError as root if neither user exists.
 */
export function createLauncher(paths: readonly string[]): Launcher {
  const setpriv = findSetpriv();
  const user = process.getuid?.() === 0 ? unprivilegedUser() : null;
  const wrap =
    setpriv === null ? [] : [setpriv, '--pdeathsig=INT', ...(user ? dropArguments(user, paths) : []), '--'];
  return {
    run(program, args, cwd) {
      const [command, ...rest] = [...wrap, program, ...args] as [string, ...string[]];
      const identity = user !== null && setpriv === null ? user : {};
      return spawn(command, rest, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...identity });
    },
    own(path) {
      if (user !== null) chownSync(path, user.uid, user.gid);
    },
  };
}

interface User {
  readonly uid: number;
  readonly gid: number;
}

function dropArguments(user: User, paths: readonly string[]): string[] {
  const drop = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--no-new-privs'];
  if (paths.every((path) => canReach(user, path))) return drop;
  return [
    ...drop,
    // Without this bit PostgreSQL's own access() check loses the capability and fails with "invalid binary".
    '--securebits=+no_setuid_fixup',
    '--inh-caps=-all,+dac_read_search',
    '--ambient-caps=-all,+dac_read_search',
    '--bounding-set=-all,+dac_read_search',
  ];
}

/** Whether a user may pass through every folder down to a path. */
function canReach(user: User, path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const search = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & search) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function findSetpriv(): string | null {
  const path = SETPRIV_PATHS.find((candidate) => existsSync(candidate));
  if (path === undefined) return null;
  try {
    // Busybox's setpriv cannot do this.
    return execFileSync(path, ['--help'], { encoding: 'utf8' }).includes('--pdeathsig') ? path : null;
  } catch {
    return null;
  }
}

function unprivilegedUser(): User {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = ['postgres', 'nobody'].map((name) => users.find(([user]) => user === name)).find(Boolean);
  if (!found) {
    throw new StartupError(
      'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as; set DATABASE_URL.',
    );
  }
  return { uid: Number(found[2]), gid: Number(found[3]) };
}
