import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Dashboard } from '../test/open-dashboard';
import { databaseUrl } from './embedded-database';
import { processorTime } from './processor-time';

/** What one look-up of a customer with their segment and score takes. */
export interface LookUpFigures {
  readonly p50: number;
  readonly p99: number;
  /** Of the processor, in the server and PostgreSQL. */
  readonly processor: number;
}

const BARE = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
const LOOK_UP = `query LookUp($id: ID!, $externalId: String!) {
  customer(datasetId: $id, externalId: $externalId) {
    externalId segment { key name } churn { probability riskBand expectedLoss } } }`;
/** Look-ups of one server until it is the other's turn, and turns that only warm them up. */
const TURN = 50;
const WARM = 4;

/** Looks customers up in Holdfast and in a bare server on the same database by turns, as one client would, one after the other. */
export async function compareLookUps(
  { url, apiKey, pid, dataDir, ask }: Dashboard,
  id: string,
  turns: number,
): Promise<{ ours: LookUpFigures; bare: LookUpFigures }> {
  const ids = await externalIds(ask, id);
  const authorization = `Bearer ${apiKey}`;
  const bare = await startBare(databaseUrl(dataDir));
  const dataset = Buffer.from(id, 'base64url').toString().split(':')[1]!;
  const ours: Asked = {
    spent: () => sum(processorTime(pid)),
    ask: (externalId) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ query: LOOK_UP, variables: { id, externalId } }),
      }),
  };
  const theirs: Asked = {
    spent: () => processorTime(bare.pid).own + processorTime(pid).started,
    ask: (externalId) =>
      fetch(`${bare.url}/datasets/${dataset}/customers/${encodeURIComponent(externalId)}`, {
        headers: { authorization },
      }),
  };
  try {
    const took = new Map([ours, theirs].map((server) => [server, { times: [] as number[], spent: 0 }]));
    for (let turn = -WARM; turn < turns; turn++) {
      for (const [server, told] of took) {
        const before = server.spent();
        const times = await askAll(server, ids);
        if (turn < 0) continue;
        told.spent += server.spent() - before;
        told.times.push(...times);
      }
    }
    const [own, other] = [...took.values()].map(figuresOf);
    return { ours: own!, bare: other! };
  } finally {
    bare.stop();
  }
}

interface Asked {
  readonly spent: () => number;
  readonly ask: (externalId: string) => Promise<Response>;
}

const sum = ({ own, started }: { own: number; started: number }) => own + started;

async function externalIds(ask: Dashboard['ask'], id: string): Promise<string[]> {
  const { customers } = await ask<{ customers: { edges: { node: { externalId: string } }[] } }>(
    `query ($id: ID!) { customers(datasetId: $id, first: ${TURN}) { edges { node { externalId } } } }`,
    { id },
  );
  return customers.edges.map(({ node }) => node.externalId);
}

/** Milliseconds of each look-up. */
async function askAll({ ask }: Asked, ids: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const externalId of ids) {
    const start = performance.now();
    const text = await (await ask(externalId)).text();
    times.push(performance.now() - start);
    if (!text.includes('"probability":0'))
      throw new Error(`${externalId} has no score: ${text.slice(0, 300)}`);
  }
  return times;
}

function figuresOf({ times, spent }: { times: number[]; spent: number }): LookUpFigures {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(share * times.length) - 1]!;
  return { p50: at(0.5), p99: at(0.99), processor: (1000 * spent) / times.length };
}

async function startBare(database: string): Promise<{ url: string; pid: number; stop: () => void }> {
  const child = spawn(process.execPath, [BARE], {
    env: { ...process.env, PG_URL: database },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(String(line).trim()));
    child.once('exit', (code) => reject(new Error(`The bare server ended with ${code}.`)));
  });
  return { url, pid: child.pid!, stop: () => void child.kill() };
}
