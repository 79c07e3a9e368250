import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from '../../errors/startup-error.js';
import { flushFolder } from '../../storage.js';
import type { Binaries } from './binaries.js';
import type { Launcher } from './launcher.js';

/** Name of the role that owns the database, a superuser, and of the database itself. */
export const DATABASE_USER = 'holdfast';
/** Name of the role that the service has. */
export const SERVICE_USER = 'holdfast_service';

/** The path of a database folder's password file, next to the folder. */
export function passwordFile(folder: string): string {
  return `${folder}.password`;
}

/** The password of a database folder. @throws StartupError if its file is missing. */
export function readPassword(folder: string): string {
  try {
    return readFileSync(passwordFile(folder), 'utf8');
  } catch {
    throw new StartupError(
      `The database in ${folder} cannot be opened: its password file ${passwordFile(folder)} is missing.`,
    );
  }
}

/**
 * Creates a database folder, or checks an existing one. It is created under another name and then renamed, so that a
 * power cut never leaves a partial folder in its place.
 * @param durable whether the new files are flushed to disk.
 * @throws StartupError if the folder holds something else, or a database of another major version.
 */
export async function prepareDataFolder(
  folder: string,
  binaries: Binaries,
  launcher: Launcher,
  durable: boolean,
): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    checkVersion(folder, binaries);
    return;
  }
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  launcher.own(draft);
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile(folder), password, { mode: 0o600, flush: durable });
  launcher.own(passwordFile(folder));
  await initialise(draft, folder, binaries, launcher, durable);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  if (durable) await flushFolder(dirname(folder));
}

async function initialise(
  draft: string,
  folder: string,
  binaries: Binaries,
  launcher: Launcher,
  durable: boolean,
): Promise<void> {
  const options = ['-D', draft, '-U', DATABASE_USER, '-E', 'UTF8', '--locale=C', '--no-instructions'];
  const access = ['--auth=scram-sha-256', `--pwfile=${passwordFile(folder)}`];
  const child = launcher.run(
    binaries.initdb,
    [...options, ...access, ...(durable ? [] : ['--no-sync'])],
    draft,
  );
  let output = '';
  child.stdout?.resume();
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const failure = await new Promise<string | null>((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('close', (code) => settle(code === 0 ? null : output.trim().replaceAll('\n', ' ')));
  });
  if (failure !== null)
    throw new StartupError(`The database cannot be created in ${dirname(folder)}: ${failure}`);
}

function checkVersion(folder: string, binaries: Binaries): void {
  const file = join(folder, 'PG_VERSION');
  if (!existsSync(file)) {
    throw new StartupError(
      `The data folder ${folder} is damaged: it is not empty and contains no PG_VERSION. ` +
        'Restore it from a backup, or set DATA_DIR to another folder.',
    );
  }
  const found = readFileSync(file, 'utf8').trim();
  const ours = /(\d+)/.exec(execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' }))?.[1];
  if (found !== ours) {
    throw new StartupError(
      `The data folder ${folder} was created by PostgreSQL ${found}; this is PostgreSQL ${ours}. ` +
        `Dump it with a PostgreSQL ${found} and restore it, or set DATA_DIR to another folder.`,
    );
  }
}
