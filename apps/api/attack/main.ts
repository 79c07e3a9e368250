import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { agents } from './agents.js';
import { aim } from './aim.js';
import type { Outcome } from './attack.js';
import { faults } from './faults.js';
import { HealthWatch } from './health-watch.js';
import { queries } from './queries.js';
import { requests } from './requests.js';
import { changesOf, lookAt, type Scene } from './scene.js';
import { Server } from './server.js';
import { sockets } from './sockets.js';
import { streams } from './streams.js';
import { uploads } from './uploads.js';
import { values } from './values.js';

// pnpm attack [TEXT]: runs the attacks and faults, or those whose name has the text, against a server that it starts.

/** Nobody else is to wait longer for `/healthz` than this. */
const MAX_WAIT_MS = 300;
/** Nor is the next one to wait longer for an answer about customers. */
const MAX_NEXT_MS = 1000;
const MAX_ATTACK_MS = 120_000;
/** What an attack leaves to be done must not be laid to the next one. */
const PAUSE_MS = 200;

/** A line of the table. */
interface Row {
  readonly name: string;
  readonly expected: string;
  readonly run: () => Promise<Outcome>;
  /** Tables in which it leaves something; null where that is its purpose. */
  readonly leaves: readonly string[] | null;
}

const [text = ''] = process.argv.slice(2);
const server = await Server.start(['--import', join(import.meta.dirname, 'report-turns.mjs')]);
const target = await aim(server.url, server.admin);
const attacks = [...queries, ...requests, ...values, ...sockets, ...streams, ...uploads, ...agents];
const rows: Row[] = [
  ...attacks.map(({ run, leaves = [], ...row }) => ({ ...row, leaves, run: () => run(target) })),
  ...faults.map(({ run, ...row }) => ({ ...row, leaves: null, run: () => run(server, target) })),
].filter(({ name }) => name.includes(text));
const watch = new HealthWatch(server.url);
await sleep(2000);

let [held, waited, busy, next] = [0, 0, 0, 0];
let before = await look();
print('verdict', 'ms', '/healthz', 'next', 'thread', 'MB', 'attack', 'expected', 'got');
for (const row of rows) {
  // Looking is no part of the attack.
  await watch.longest();
  await server.longestTurn();
  const [since, memory, url] = [performance.now(), server.memory, server.url];
  const { got, holds } = await outcomeOf(row);
  const ms = performance.now() - since;
  await sleep(PAUSE_MS);
  // A fault that ends the server leaves nobody to wait for.
  const longest = server.url === url ? await watch.longest() : 0;
  const turn = server.url === url && server.lives ? await server.longestTurn() : 0;
  const growth = (server.memory - memory) / 1024 ** 2;
  // Faults look for themselves at what is left.
  const after = row.leaves !== null && server.lives ? await look() : null;
  const changes = after === null ? [] : changesOf(before, after, row.leaves ?? []);
  before = after ?? before;
  const asked = after?.milliseconds ?? 0;
  const verdict = verdictOf(holds, changes, longest, asked);
  if (verdict === 'holds') held++;
  waited = Math.max(waited, longest);
  busy = Math.max(busy, turn);
  next = Math.max(next, asked);
  const figures = [ms, longest, asked, turn, growth].map((figure) => figure.toFixed(0));
  print(verdict, ...figures, row.name, row.expected, [got, ...changes].join('; '));
  if (!server.lives) break;
}
console.log(`${held} of ${rows.length} hold; /healthz was answered after ${waited.toFixed(0)} ms at most.`);
console.log(`The next question about customers was answered after ${next.toFixed(0)} ms at most.`);
console.log(
  `The server's thread was busy with one thing for ${busy.toFixed(0)} ms of processor time at most.`,
);
await watch.stop();
await server.stop();
process.exitCode = held === rows.length ? 0 : 1;

function verdictOf(holds: boolean, changes: readonly string[], waited: number, next: number): string {
  if (!server.lives) return 'DEAD';
  if (!holds) return 'FAILS';
  if (changes.length > 0) return 'CHANGED';
  return waited > MAX_WAIT_MS || next > MAX_NEXT_MS ? 'slow' : 'holds';
}

function look(): Promise<Scene> {
  return lookAt(target, server.databaseUrl);
}

async function outcomeOf({ run }: Row): Promise<Outcome> {
  const timeout = sleep(
    MAX_ATTACK_MS,
    { got: `no end in ${MAX_ATTACK_MS / 1000} s`, holds: false },
    { ref: false },
  );
  const outcome = run().catch((error: unknown) => ({ got: String(error), holds: false }));
  return Promise.race([outcome, timeout]);
}

function print(...cells: string[]): void {
  const widths = [7, 6, 8, 6, 6, 5];
  console.log(
    cells
      .map((cell, i) => (i > 0 && i < 6 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i] ?? 0)))
      .join('  '),
  );
}
