import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KillableServer } from './killable-server.js';

/** How often the process is killed; `KILLS=50` for a thorough run. */
const KILLS = Number(process.env.KILLS ?? 3);
const ROWS = 4000;

let server: KillableServer;
let random = Number(process.env.SEED ?? 99);

beforeAll(async () => {
  server = await KillableServer.create();
});
afterAll(() => server.remove());

/** The same numbers in every run: 0..n − 1. */
function draw(n: number): number {
  random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
  return random % n;
}

/** Rows of a day's purchases, or of customers as of a day. */
type File = (day: number) => string;

const customers: File = (day) => {
  const rows = Array.from({ length: ROWS }, (_, i) => `K${i + day * 500},${day},${(i * 37) % 101}`);
  return `customer_id,day,spend\n${rows.join('\n')}\n`;
};
const purchases: File = (day) => {
  const on = new Date(Date.UTC(2026, 0, 1 + day * 5)).toISOString().slice(0, 10);
  const rows = Array.from(
    { length: ROWS },
    (_, i) => `${day * ROWS + i},${on},K${(i * (day + 3)) % 900},${i % 50}`,
  );
  return `order_id,order_date,customer_id,amount\n${rows.join('\n')}\n`;
};

/** What a file of so many days has made of a dataset: its customers with their attributes, in one text. */
async function contents(datasetId: string): Promise<string> {
  const { rows } = await server.client.query(
    `select md5(string_agg(external_id || attributes::text, ',' order by external_id)) as contents
     from current_customers where dataset_id = $1`,
    [Buffer.from(datasetId, 'base64url').toString().split(':')[1]],
  );
  return rows[0].contents as string;
}

async function statusOf(datasetId: string): Promise<{ imports: string[]; rejected: number }> {
  const { rows } = await server.client.query(
    `select status, rejected_row_count as rejected from imports where dataset_id = $1 order by number`,
    [Buffer.from(datasetId, 'base64url').toString().split(':')[1]],
  );
  return { imports: rows.map(({ status }) => status), rejected: rows.at(-1)?.rejected ?? 0 };
}

async function load(file: File, day: number, intoDatasetId: string | null): Promise<string> {
  const uploadId = await server.upload(file(day));
  const kind = file === purchases ? 'TRANSACTIONS' : 'CUSTOMERS';
  const into = intoDatasetId === null ? {} : { intoDatasetId, mode: 'APPEND' };
  const { dataset } = await server.mutate('importDataset', { uploadId, name: 'Customers', kind, ...into });
  return (dataset as { id: string }).id;
}

it.each([
  ['customers', customers],
  ['purchases', purchases],
] as const)(
  `a file of %s is imported and appended to whole, whenever the process is killed, ${KILLS} times`,
  async (_, file) => {
    await server.start();
    // What the dataset is after each file, without a kill.
    const calm = await load(file, 0, null);
    await server.settle();
    const states = [await contents(calm)];
    for (const day of [1, 2]) {
      await load(file, day, calm);
      await server.settle();
      states.push(await contents(calm));
    }
    expect(new Set(states).size).toBe(3);
    let datasetId: string | null = null;
    const moments = { before: 0, after: 0 };
    for (let kills = 1, day = 0; kills <= KILLS; kills++) {
      const id: string = await load(file, day, datasetId);
      await delay(draw(900));
      await server.kill();
      const found = await contents(id);
      // Nothing of it is there, or all of it.
      expect([day === 0 ? null : states[day - 1], states[day]], `kill ${kills}`).toContain(found);
      moments[found === states[day] ? 'after' : 'before']++;
      await server.start();
      await server.settle();
      expect(await server.inconsistencies(), `kill ${kills}`).toEqual([]);
      // It was continued.
      expect((await statusOf(id)).imports.at(-1), `kill ${kills}`).toBe('COMPLETED');
      expect(await contents(id), `kill ${kills}`).toBe(states[day]);
      day = (day + 1) % 3;
      datasetId = day === 0 ? null : id;
    }
    if (KILLS > 3) console.log('killed before and after it was stored:', moments);
  },
  KILLS * 60_000 + 120_000,
);
