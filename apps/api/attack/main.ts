import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { agents } from './agents.js';
import { aim } from './aim.js';
import type { Outcome } from './attack.js';
import { faults } from './faults.js';
import { HealthWatch } from './health-watch.js';
import { queries } from './queries.js';
import { requests } from './requests.js';
import { Server } from './server.js';
import { sockets } from './sockets.js';
import { streams } from './streams.js';
import { uploads } from './uploads.js';
import { values } from './values.js';

// pnpm attack [TEXT]: runs the attacks and faults, or those whose name has the text, against a server that it starts.

/** Nobody else is to wait longer for `/healthz` than this. */
const MAX_WAIT_MS = 300;
const MAX_ATTACK_MS = 120_000;
/** What an attack leaves to be done must not be laid to the next one. */
const PAUSE_MS = 200;

/** A line of the table. */
interface Row {
  readonly name: string;
  readonly expected: string;
  readonly run: () => Promise<Outcome>;
}

const [text = ''] = process.argv.slice(2);
const server = await Server.start(['--import', join(import.meta.dirname, 'report-turns.mjs')]);
const target = await aim(server.url, server.admin);
const attacks = [...queries, ...requests, ...values, ...sockets, ...streams, ...uploads, ...agents];
const rows: Row[] = [
  ...attacks.map(({ run, ...row }) => ({ ...row, run: () => run(target) })),
  ...faults.map(({ run, ...row }) => ({ ...row, run: () => run(server, target) })),
].filter(({ name }) => name.includes(text));
const watch = new HealthWatch(server.url);
await sleep(2000);
await watch.longest();
await server.longestTurn();

let [held, waited, busy] = [0, 0, 0];
print('verdict', 'ms', '/healthz', 'thread', 'MB', 'attack', 'expected', 'got');
for (const row of rows) {
  const [since, memory, url] = [performance.now(), server.memory, server.url];
  const { got, holds } = await outcomeOf(row);
  const ms = performance.now() - since;
  await sleep(PAUSE_MS);
  // A fault that ends the server leaves nobody to wait for.
  const longest = server.url === url ? await watch.longest() : 0;
  const turn = server.url === url && server.lives ? await server.longestTurn() : 0;
  const verdict = !server.lives ? 'DEAD' : !holds ? 'FAILS' : longest > MAX_WAIT_MS ? 'slow' : 'holds';
  if (verdict === 'holds') held++;
  waited = Math.max(waited, longest);
  busy = Math.max(busy, turn);
  const growth = (server.memory - memory) / 1024 ** 2;
  const figures = [ms, longest, turn, growth].map((figure) => figure.toFixed(0));
  print(verdict, ...figures, row.name, row.expected, got);
  if (!server.lives) break;
}
console.log(`${held} of ${rows.length} hold; /healthz was answered after ${waited.toFixed(0)} ms at most.`);
console.log(
  `The server's thread was busy with one thing for ${busy.toFixed(0)} ms of processor time at most.`,
);
await watch.stop();
await server.stop();
process.exitCode = held === rows.length ? 0 : 1;

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
  const widths = [7, 6, 8, 6, 5];
  console.log(
    cells
      .map((cell, i) => (i > 0 && i < 5 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i] ?? 0)))
      .join('  '),
  );
}
