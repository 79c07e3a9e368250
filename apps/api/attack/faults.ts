import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '../test/client.js';
import { type Answer, ask, type Outcome, type Target } from './attack.js';
import type { Server } from './server.js';

/** What happens to a server's machine, and what the server makes of it. */
export interface Fault {
  readonly name: string;
  readonly expected: string;
  readonly run: (server: Server, target: Target) => Promise<Outcome>;
}

const RECOVERY_MS = 60_000;

/** Counts customers, which takes the database. */
const count = (target: Target): Promise<Answer> =>
  ask(target, `{ customers(datasetId: "${target.datasetId}") { totalCount } }`).catch((error: unknown) => ({
    status: 0,
    code: 'CUT',
    message: String(error),
    bytes: 0,
  }));

const upsert = (target: Target, externalId: string): Promise<Answer> =>
  ask(
    target,
    'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { created userErrors { code message } } }',
    {
      variables: { input: { datasetId: target.datasetId, customers: [{ externalId, attributes: {} }] } },
      secret: target.admin,
    },
  );

/** The postmaster of a server, and the processes that it has started. */
function databaseProcesses({ dataDir }: Server): { postmaster: number; others: number[] } {
  const [pid] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  const postmaster = Number(pid);
  const others = readdirSync('/proc')
    .map(Number)
    .filter((candidate) => candidate > 0 && parentOf(candidate) === postmaster);
  return { postmaster, others };
}

function parentOf(pid: number): number | null {
  try {
    return Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}

/** Asks until it is answered as before, and returns what was said meanwhile. */
async function recover(target: Target): Promise<{ said: Set<string>; seconds: number; recovered: boolean }> {
  const since = performance.now();
  const said = new Set<string>();
  for (;;) {
    const { status, code } = await count(target);
    const seconds = (performance.now() - since) / 1000;
    if (status === 200 && code === '') return { said, seconds, recovered: true };
    if (seconds * 1000 > RECOVERY_MS) return { said, seconds, recovered: false };
    said.add(`${status} ${code}`);
    await sleep(100);
  }
}

/** Whether a fault was only ever answered as what it is, and passed. */
async function outcomeOf(target: Target, before: string[] = []): Promise<Outcome> {
  const { said, seconds, recovered } = await recover(target);
  const answers = [...new Set([...before, ...said])];
  const truly = answers.every((answer) => answer === '503 UNAVAILABLE');
  const got = `${answers.join(', ') || 'nothing refused'}; ${recovered ? 'well' : 'still not well'} after ${seconds.toFixed(1)} s`;
  return { got, holds: recovered && truly };
}

/** Faults, worst last. */
export const faults: readonly Fault[] = [
  {
    name: 'every connection to the database is killed',
    expected: '503 UNAVAILABLE at most, then well again',
    run: async (server, target) => {
      for (const pid of databaseProcesses(server).others) {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        if (command.includes('127.0.0.1(')) process.kill(pid, 'SIGTERM');
      }
      return outcomeOf(target);
    },
  },
  {
    name: 'the database is frozen for 20 s',
    expected: '503 UNAVAILABLE, then well again',
    run: async (server, target) => {
      const { postmaster, others } = databaseProcesses(server);
      const all = [postmaster, ...others];
      for (const pid of all) process.kill(pid, 'SIGSTOP');
      const asked = Promise.all(Array.from({ length: 5 }, () => count(target)));
      await sleep(20_000);
      for (const pid of all) process.kill(pid, 'SIGCONT');
      const answers = await asked;
      return outcomeOf(
        target,
        answers.map(({ status, code }) => `${status} ${code}`),
      );
    },
  },
  {
    name: 'the database is killed',
    expected: '503 UNAVAILABLE, then well again, with everything that was acknowledged',
    run: async (server, target) => {
      const written = await upsert(target, 'before-the-kill');
      process.kill(databaseProcesses(server).postmaster, 'SIGKILL');
      const outcome = await outcomeOf(target);
      const found = await ask(
        target,
        `{ customer(datasetId: "${target.datasetId}", externalId: "before-the-kill") { id } }`,
      );
      const kept = written.code === '' && found.bytes > 40;
      return { got: `${outcome.got}; ${kept ? 'kept' : 'LOST'}`, holds: outcome.holds && kept };
    },
  },
  {
    name: 'a bit of the column file is flipped',
    expected: 'the next segmentation is COMPLETED from a file written anew',
    run: async ({ dataDir }, target) => {
      const folder = join(dataDir, 'snapshots');
      const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
        name.endsWith('.parquet'),
      )!;
      const bytes = readFileSync(join(folder, file));
      bytes[bytes.length >> 1]! ^= 1;
      writeFileSync(join(folder, file), bytes);
      const { query } = createApiClient(target.url, target.admin);
      const { fitSegmentation } = await query<{ fitSegmentation: { job: { id: string } } }>(
        `mutation { fitSegmentation(input: { datasetId: "${target.datasetId}", maxK: 3 }) { job { id } } }`,
      );
      for (;;) {
        const { job } = await query<{ job: { state: string } }>(
          `{ job(id: "${fitSegmentation.job.id}") { state } }`,
        );
        const { state } = job;
        if (state !== 'PENDING' && state !== 'RUNNING') return { got: state, holds: state === 'COMPLETED' };
        await sleep(100);
      }
    },
  },
  {
    name: 'the server is killed while customers are written',
    expected: 'after the next start every acknowledged one is there',
    run: async (server, target) => {
      const acknowledged: string[] = [];
      const writing = Array.from({ length: 4 }, async (_, lane) => {
        for (let i = 0; ; i++) {
          const { code, status } = await upsert(target, `lane-${lane}-${i}`);
          if (status === 200 && code === '') acknowledged.push(`lane-${lane}-${i}`);
        }
      });
      const ended = Promise.allSettled(writing);
      await sleep(1500);
      await server.killAndRestart();
      await ended;
      const again = { ...target, url: server.url };
      const missing: string[] = [];
      for (const id of acknowledged) {
        const found = await ask(
          again,
          `{ customer(datasetId: "${target.datasetId}", externalId: "${id}") { id } }`,
        );
        if (found.bytes < 40) missing.push(id);
      }
      const got = `${acknowledged.length} acknowledged, ${missing.length} missing`;
      return { got, holds: acknowledged.length > 0 && missing.length === 0 };
    },
  },
];
