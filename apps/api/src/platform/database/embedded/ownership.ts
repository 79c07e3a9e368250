import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processIdentity } from './process-identity.js';

/** Who may start and stop the database of a folder: only the process named in its owner file. */
export type Ownership =
  | { readonly owner: 'us'; release(): void }
  | { readonly owner: 'another'; readonly pid: number; isHere(): boolean };

/** Claims a database folder for this process, unless a live process owns it. */
export function claimOwnership(file: string): Ownership {
  const us = processIdentity(process.pid) ?? String(process.pid);
  for (;;) {
    if (createWhole(file, us)) return { owner: 'us', release: () => rmSync(file, { force: true }) };
    const holder = readOrNull(file);
    if (holder === null) continue;
    const pid = Number.parseInt(holder, 10);
    const isHere = () => processIdentity(pid) === holder;
    if (isHere()) return { owner: 'another', pid, isHere };
    discard(file, holder);
  }
}

/** Creates a file with its content atomically, so that no reader sees it half-written; false if it exists. */
function createWhole(file: string, content: string): boolean {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead process's claim, and restores it if it turns out to be someone else's new claim. */
function discard(file: string, dead: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const content = readOrNull(aside);
  if (content !== null && content !== dead) createWhole(file, content);
  rmSync(aside, { force: true });
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
