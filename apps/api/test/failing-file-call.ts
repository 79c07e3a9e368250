import fs, { readlinkSync } from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import type { FailingStep } from './failing-step.js';

type Call = (this: unknown, ...args: unknown[]) => unknown;

const WITH_CALLBACK = ['open', 'read', 'write', 'writev', 'rename', 'unlink', 'fsync'] as const;
const WITH_PROMISE = [
  'open',
  'rename',
  'link',
  'unlink',
  'rm',
  'mkdir',
  'mkdtemp',
  'readdir',
  'stat',
  'copyFile',
  'readFile',
  'writeFile',
] as const;
const OF_HANDLES = [
  'read',
  'write',
  'writeFile',
  'readFile',
  'sync',
  'datasync',
  'stat',
  'truncate',
] as const;

/** Makes one call for a file below a folder fail, the n-th from now on, as a bad disk makes it fail. */
export async function failFileCall(folder: string, n: number): Promise<FailingStep> {
  let count = 0;
  let failed: string | null = null;
  const restore: (() => void)[] = [];

  const wrap = (target: object, name: string, refuse: (args: unknown[], error: Error) => unknown) => {
    const calls = target as Record<string, Call>;
    const original = calls[name]!;
    calls[name] = function wrapped(this: unknown, ...args) {
      const path = pathOf(this, args);
      if (!path?.startsWith(folder) || ++count !== n) return original.apply(this, args);
      failed = `${name} ${path.slice(folder.length)}`;
      return refuse(args, Object.assign(new Error(`EIO: i/o error, ${name}`), { code: 'EIO' }));
    };
    restore.push(() => {
      calls[name] = original;
    });
  };
  const handle = await promises.open(folder);
  await handle.close();
  const callBack = (args: unknown[], error: Error) => {
    setImmediate(args.at(-1) as (error: Error) => void, error);
  };
  for (const name of WITH_CALLBACK) wrap(fs, name, callBack);
  for (const name of WITH_PROMISE) wrap(promises, name, (_, error) => Promise.reject(error));
  for (const name of OF_HANDLES) {
    wrap(Object.getPrototypeOf(handle) as FileHandle, name, (_, error) => Promise.reject(error));
  }
  syncBuiltinESMExports();
  return {
    count: () => count,
    failed: () => failed,
    end: () => {
      for (const undo of restore.splice(0)) undo();
      syncBuiltinESMExports();
    },
  };
}

/** The file that a call is about: by its path, its descriptor or its handle. */
function pathOf(self: unknown, [first]: unknown[]): string | null {
  if (typeof first === 'string') return first;
  const { fd } = (self ?? {}) as { fd?: unknown };
  const descriptor = typeof fd === 'number' ? fd : first;
  if (typeof descriptor !== 'number') return null;
  try {
    return readlinkSync(join('/proc/self/fd', String(descriptor)));
  } catch {
    return null;
  }
}
