import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Identifies the processes that share a database, and which of them are alive. */
export interface Processes {
  /** The key of this process. */
  readonly ownKey: number;
  /** Which of these keys belong to live processes. */
  living(keys: readonly number[]): Promise<ReadonlySet<number>>;
}

/** Creates folders for single pieces of work. Each is named after its process, so that those of dead processes are found. */
export class WorkFolders {
  constructor(
    readonly root: string,
    private readonly processes: Processes,
  ) {}

  /** Passes `use` an empty folder of its own and removes it afterwards. */
  async with<T>(use: (folder: string) => Promise<T>): Promise<T> {
    const folder = join(this.root, `${ownPrefix(this.processes)}${randomUUID()}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      return await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Removes folders left behind by dead processes. */
  sweep(): Promise<void> {
    return removeLeftBehind(this.root, this.processes);
  }
}

/** The prefix of the names of this process's unfinished files. */
export function ownPrefix({ ownKey }: Processes): string {
  return `p${ownKey}-`;
}

/** Removes the entries of a folder that are named after a dead process, see `ownPrefix`. */
export async function removeLeftBehind(folder: string, processes: Processes): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const keyed = names.flatMap((name) => {
    const key = /^p(\d{1,10})-/.exec(name)?.[1];
    return key === undefined ? [] : [{ name, key: Number(key) }];
  });
  if (keyed.length === 0) return;
  const living = await processes.living([...new Set(keyed.map(({ key }) => key))]);
  for (const { name, key } of keyed) {
    if (!living.has(key)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
