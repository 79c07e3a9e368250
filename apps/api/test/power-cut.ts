import { createHash } from 'node:crypto';
import fs, { fstatSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Whatever synchronises a file: a descriptor, or a handle that has one. */
type Sync = (this: unknown, ...parameters: unknown[]) => unknown;

/**
 * Notes what this process puts on the disk below a folder, and takes away the rest as a power cut may: bytes of a file
 * since its last synchronisation, names in a folder since its own. What was removed does not come back.
 */
export class PowerCut {
  /** The hash of a file's bytes, or the names in a folder, by inode; a name comes with the inode that it stands for. */
  readonly #files = new Map<number, string>();
  readonly #folders = new Map<number, Map<string, number>>();
  readonly #restore: (() => void)[] = [];

  private constructor(private readonly root: string) {}

  /** Watches every way to synchronise that Node has. Call `stop` in the end. */
  static async watch(root: string): Promise<PowerCut> {
    const cut = new PowerCut(root);
    const handle = await open(root);
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    cut.#wrap(fs, 'fsync', (fd) => fd as number);
    cut.#wrap(fs, 'fsyncSync', (fd) => fd as number);
    cut.#wrap(prototype, 'sync', (_, self) => (self as FileHandle).fd);
    return cut;
  }

  stop(): void {
    for (const restore of this.#restore.splice(0)) restore();
  }

  /** The power is cut and comes back. */
  strike(): void {
    this.#forget(this.root);
  }

  #wrap(target: object, name: string, descriptorOf: (first: unknown, self: unknown) => number): void {
    const methods = target as Record<string, Sync>;
    const original = methods[name]!;
    const note = (first: unknown, self: unknown) => this.#note(descriptorOf(first, self));
    methods[name] = function wrapped(this: unknown, ...parameters) {
      note(parameters[0], this);
      return original.apply(this, parameters);
    };
    this.#restore.push(() => {
      methods[name] = original;
    });
  }

  #note(descriptor: number): void {
    const { ino, isFolder, path } = this.#find(descriptor);
    if (path === null) return;
    if (isFolder) this.#folders.set(ino, namesIn(path));
    else this.#files.set(ino, hashOf(path));
  }

  #find(descriptor: number): { ino: number; isFolder: boolean; path: string | null } {
    const stat = fstatSync(descriptor);
    const path = pathsBelow(this.root).find((candidate) => inodeOf(candidate) === stat.ino) ?? null;
    return { ino: stat.ino, isFolder: stat.isDirectory(), path };
  }

  #forget(folder: string): void {
    const durable = this.#folders.get(statSync(folder).ino) ?? new Map<string, number>();
    for (const [name, ino] of namesIn(folder)) {
      const path = join(folder, name);
      if (durable.get(name) !== ino) rmSync(path, { recursive: true, force: true });
      else if (statSync(path).isDirectory()) this.#forget(path);
      else if (this.#files.get(ino) !== hashOf(path)) truncateSync(path);
    }
  }
}

function namesIn(folder: string): Map<string, number> {
  const entries = readdirSync(folder).map((name) => [name, inodeOf(join(folder, name))] as const);
  return new Map(entries.filter((entry): entry is [string, number] => entry[1] !== undefined));
}

/** Undefined if it was removed meanwhile. */
function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/** Everything but folders of work, which come and go. */
function pathsBelow(folder: string): string[] {
  const below = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name !== 'work');
  return [
    folder,
    ...below.flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? pathsBelow(path) : [path];
    }),
  ];
}

/** The hash of a file's bytes. */
export function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
