import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSpark, startSpark, whyNoSpark } from '../../../../../scripts/spark-server.mjs';
import { describeEngine } from '../engine/engine-contract.test-support.js';
import { createSparkEngine } from './create-spark-engine.js';
import { sparkDialect } from './spark-dialect.js';
import { parseSparkRemote, type SparkRemote } from './spark-remote.js';
import { SparkSession } from './spark-session.js';

const home = findSpark();
const cause = whyNoSpark() ?? (home === null ? '`npm run spark` has not fetched it' : null);
const place = cause === null ? 'a server of Spark' : `a server of Spark (skipped where ${cause})`;

/** One row at once, and none of the others for ever. */
const ENDLESS = `select id from range(1)
  union all select id from range(0, 1000000000000000000, 1, 8) where id % 1000003 = -1`;

describe.skipIf(cause !== null)(place, () => {
  let server: Awaited<ReturnType<typeof startSpark>>;
  let remote: SparkRemote;
  beforeAll(async () => {
    server = await startSpark({ home: home!, memory: '1g' });
    remote = parseSparkRemote(server.remote);
  });
  afterAll(() => server.stop());

  describeEngine('spark', () => createSparkEngine({ remote: server.remote }));

  it('takes text as it is, whatever it holds', async () => {
    const session = await SparkSession.open(remote);
    const texts = [`L'Aquila`, 'back\\slash\\n', '"', '`', '--', '/*', '$x', 'Ünï 🙂', ''];
    const [columns] = await collect(session, `select ${texts.map(sparkDialect.text).join(', ')}`);
    expect(columns!.map((column) => column[0])).toEqual(texts);
    await session.close();
  });

  it('refuses a wrong token, with the server that does', async () => {
    await expect(SparkSession.open({ ...remote, token: 'another' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: `Spark at ${remote.host} refuses the token of SPARK_REMOTE: Invalid authentication token`,
    });
  });

  it('loses no row over a line that is cut again and again', async () => {
    const line = await cuttableLine(remote);
    const session = await SparkSession.open(line.remote);
    const seen: number[] = [];
    for await (const [ids] of session.query('select id from range(200000) order by id')) {
      seen.push(...(ids as ArrayLike<number> as number[]));
      line.cut();
    }
    expect(seen).toEqual(Array.from({ length: 200_000 }, (_, i) => i));
    expect(session.resumed).toBeGreaterThan(0);
    await session.close();
    line.close();
  });

  it('ends on the server what is aborted, so that its cores are free for the next', async () => {
    const controller = new AbortController();
    const session = await SparkSession.open(remote, controller.signal);
    const running = collect(session, ENDLESS, () => controller.abort(new Error('no longer wanted')));
    await expect(running).rejects.toThrow('no longer wanted');
    await session.close();
    const next = await SparkSession.open(remote);
    expect(await collect(next, 'select count(*) from range(0, 1000, 1, 8)')).toEqual([
      [Float64Array.of(1000)],
    ]);
    await next.close();
  });

  it('has released a session that is closed', async () => {
    const session = await SparkSession.open(remote);
    await session.close();
    await expect(collect(session, 'select 1')).rejects.toThrow(/INVALID_HANDLE\.SESSION_CLOSED/);
  });

  // Last: it takes the server with it.
  it('says so when the server is killed while it works', async () => {
    const session = await SparkSession.open(remote);
    const running = collect(session, ENDLESS, () => server.stop('SIGKILL'));
    await expect(running).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(`^Spark at ${remote.host} does not answer: `),
    });
    await session.close();
  });
});

async function collect(session: SparkSession, sql: string, onBatch?: () => unknown) {
  const batches = [];
  for await (const columns of session.query(sql)) {
    batches.push(columns);
    onBatch?.();
  }
  return batches;
}

/** A way to a server that can be cut. */
async function cuttableLine(remote: SparkRemote) {
  const [host, port] = remote.host.split(':') as [string, string];
  const sockets = new Set<Socket>();
  const proxy = createServer((from) => {
    const to = connect(Number(port), host);
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const address = proxy.address() as { port: number };
  return {
    remote: { ...remote, url: `http://127.0.0.1:${address.port}` },
    cut,
    close: () => {
      cut();
      proxy.close();
    },
  };
}
