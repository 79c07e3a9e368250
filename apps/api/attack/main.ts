import { setTimeout as sleep } from 'node:timers/promises';
import { aim } from './aim.js';
import type { Attack, Outcome } from './attack.js';
import { HealthWatch } from './health-watch.js';
import { queries } from './queries.js';
import { requests } from './requests.js';
import { startServer } from './server.js';
import { sockets } from './sockets.js';
import { uploads } from './uploads.js';
import { values } from './values.js';

// pnpm attack [TEXT]: runs the attacks, or those whose name has the text, against a server that it starts.

/** Nobody else is to wait longer for `/healthz` than this. */
const MAX_WAIT_MS = 300;
const MAX_ATTACK_MS = 30_000;
/** What an attack leaves to be done must not be laid to the next one. */
const PAUSE_MS = 200;

const [text = ''] = process.argv.slice(2);
const attacks = [...queries, ...requests, ...values, ...sockets, ...uploads].filter(({ name }) =>
  name.includes(text),
);

const server = await startServer();
const target = await aim(server.url, server.admin);
const watch = new HealthWatch(server.url);
await sleep(2000);
await watch.longest();

let [held, waited] = [0, 0];
print('verdict', 'ms', '/healthz', 'MB', 'attack', 'expected', 'got');
for (const attack of attacks) {
  const [since, before] = [performance.now(), server.memory()];
  const { got, holds } = await outcomeOf(attack);
  const ms = performance.now() - since;
  await sleep(PAUSE_MS);
  const longest = await watch.longest();
  const lives = server.child.exitCode === null && server.child.signalCode === null;
  const verdict = !lives ? 'DEAD' : !holds ? 'FAILS' : longest > MAX_WAIT_MS ? 'slow' : 'holds';
  if (verdict === 'holds') held++;
  waited = Math.max(waited, longest);
  const growth = (server.memory() - before) / 1024 ** 2;
  print(verdict, ms.toFixed(0), longest.toFixed(0), growth.toFixed(0), attack.name, attack.expected, got);
  if (!lives) break;
}
console.log(
  `${held} of ${attacks.length} hold; /healthz was answered after ${waited.toFixed(0)} ms at most.`,
);
await watch.stop();
await server.stop();
process.exitCode = held === attacks.length ? 0 : 1;

async function outcomeOf(attack: Attack): Promise<Outcome> {
  const timeout = sleep(
    MAX_ATTACK_MS,
    { got: `no answer in ${MAX_ATTACK_MS / 1000} s`, holds: false },
    { ref: false },
  );
  const outcome = attack.run(target).catch((error: unknown) => ({ got: String(error), holds: false }));
  return Promise.race([outcome, timeout]);
}

function print(...cells: string[]): void {
  const widths = [7, 6, 8, 5];
  console.log(
    cells
      .map((cell, i) => (i > 0 && i < 4 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i] ?? 0)))
      .join('  '),
  );
}
