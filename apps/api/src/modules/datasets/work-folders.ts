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
  readonly #inUse = new Set<string>();

  constructor(
    readonly root: string,
    private readonly processes: Processes,
  ) {}

  /** Passes `use` an empty folder of its own and removes it afterwards. */
  async with<T>(use: (folder: string) => Promise<T>): Promise<T> {
    const name = `${ownPrefix(this.processes)}${randomUUID()}`;
    const folder = join(this.root, name);
    this.#inUse.add(name);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return await use(folder);
    } finally {
      this.#inUse.delete(name);
      // Where that fails a sweep removes it; the result counts.
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }

  /** Removes folders left behind by dead processes, or by work of this one that could not remove them. */
  sweep(): Promise<void> {
    return removeLeftBehind(this.root, this.processes, this.#inUse);
  }
}

/** The prefix of the names of this process's unfinished files. */
export function ownPrefix({ ownKey }: Processes): string {
  return `p${ownKey}-`;
}

/** Removes the entries of a folder that are named after a process, see `ownPrefix`, which is dead or does not use them. */
export async function removeLeftBehind(
  folder: string,
  processes: Processes,
  inUse: ReadonlySet<string>,
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const keyed = names.flatMap((name) => {
    const key = /^p(\d{1,10})-/.exec(name)?.[1];
    return key === undefined || inUse.has(name) ? [] : [{ name, key: Number(key) }];
  });
  if (keyed.length === 0) return;
  const living = await processes.living([...new Set(keyed.map(({ key }) => key))]);
  for (const { name, key } of keyed) {
    const idle = key === processes.ownKey || !living.has(key);
    if (idle) await rm(join(folder, name), { recursive: true, force: true });
  }
}
