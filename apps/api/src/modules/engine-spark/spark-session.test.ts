import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { afterEach, describe, expect, it } from 'vitest';
import { SparkConnectService } from './protocol/generated/spark-connect_pb.js';
import { parseSparkRemote } from './spark-remote.js';
import { SparkSession } from './spark-session.js';

type Server = Partial<ServiceImpl<typeof SparkConnectService>>;
type Requests = { name: string; operationId?: string; lastResponseId?: string | undefined }[];

const COMPLETE = { responseId: 'last', responseType: { case: 'resultComplete', value: {} } } as const;
const PROGRESS = { responseId: 'first' };

let server: Http2Server | undefined;
afterEach(() => {
  server?.close();
});

/** A server that answers as told, and what it is asked. */
async function serve(answers: Server, version = '4.1.3') {
  const requests: Requests = [];
  const note = <A extends unknown[], R>(name: string, answer: (...args: A) => R) =>
    ((...args: A) => {
      const { interrupt, ...request } = args[0] as {
        operationId?: string;
        lastResponseId?: string;
        interrupt?: { value?: string };
      };
      const { operationId = interrupt?.value, lastResponseId } = request;
      requests.push({ name, ...(operationId && { operationId }), ...(lastResponseId && { lastResponseId }) });
      return answer(...args);
    }) as (...args: A) => R;
  const all: Server = {
    analyzePlan: () => ({ result: { case: 'sparkVersion', value: { version } } }),
    config: () => ({}),
    releaseExecute: () => ({}),
    releaseSession: () => ({}),
    interrupt: () => ({}),
    ...answers,
  };
  const noted = Object.fromEntries(
    Object.entries(all).map(([name, answer]) => [name, note(name, answer as () => unknown)]),
  ) as Server;
  server = createServer(
    connectNodeAdapter({ routes: (router) => router.service(SparkConnectService, noted) }),
  );
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    remote: parseSparkRemote(`sc://127.0.0.1:${port}/;token=secret`),
    host: `127.0.0.1:${port}`,
    requests,
  };
}

async function runOn(answers: Server, signal?: AbortSignal) {
  const { remote, host, requests } = await serve(answers);
  const session = await SparkSession.open(remote, signal);
  const run = async () => {
    for await (const _ of session.query('select 1'));
  };
  const error = await run().then(
    () => null,
    (cause: unknown) => cause as Error,
  );
  await session.close();
  return { error, host, requests: requests.slice(2), session };
}

describe('a session of Spark', () => {
  it('releases what it ran, and itself', async () => {
    const { error, requests } = await runOn({
      executePlan: async function* () {
        yield COMPLETE;
      },
    });
    expect(error).toBeNull();
    expect(requests.map(({ name }) => name)).toEqual(['executePlan', 'releaseExecute', 'releaseSession']);
    expect(requests[1]!.operationId).toBe(requests[0]!.operationId);
  });

  it('takes a cut line up again after the last response that came', async () => {
    const { error, requests, session } = await runOn({
      executePlan: async function* () {
        yield PROGRESS;
        throw new ConnectError('the line was cut', Code.Unavailable);
      },
      reattachExecute: async function* () {
        yield COMPLETE;
      },
    });
    expect(error).toBeNull();
    expect(requests[1]).toEqual({
      name: 'reattachExecute',
      operationId: requests[0]!.operationId,
      lastResponseId: 'first',
    });
    expect(session.resumed).toBe(1);
  });

  it('goes on where the server ends a stream before the work', async () => {
    const { error, requests } = await runOn({
      executePlan: async function* () {
        yield PROGRESS;
      },
      reattachExecute: async function* () {
        yield COMPLETE;
      },
    });
    expect(error).toBeNull();
    expect(requests.map(({ name }) => name).slice(0, 2)).toEqual(['executePlan', 'reattachExecute']);
  });

  it('asks again, as the same operation, what never arrived', async () => {
    let times = 0;
    const { error, requests } = await runOn({
      executePlan: async function* () {
        if (times++ === 0) throw new ConnectError('the line was cut', Code.Unavailable);
        yield COMPLETE;
      },
      // biome-ignore lint/correctness/useYield: it fails before its first response
      reattachExecute: async function* () {
        throw new ConnectError('[INVALID_HANDLE.OPERATION_NOT_FOUND] no such operation', Code.Internal);
      },
    });
    expect(error).toBeNull();
    const executed = requests.filter(({ name }) => name === 'executePlan');
    expect(executed.map(({ operationId }) => operationId)).toEqual([
      requests[0]!.operationId,
      requests[0]!.operationId,
    ]);
  });

  it('does not repeat what failed in Spark, and says which server says what', async () => {
    const { error, host, requests } = await runOn({
      // biome-ignore lint/correctness/useYield: it fails before its first response
      executePlan: async function* () {
        throw new ConnectError('[DIVIDE_BY_ZERO] Division by zero.\nat some line', Code.Internal);
      },
    });
    expect(error).toEqual(new Error(`Spark at ${host} failed: [DIVIDE_BY_ZERO] Division by zero.`));
    expect(requests.map(({ name }) => name)).toEqual(['executePlan', 'releaseExecute', 'releaseSession']);
  });

  it.each([
    ['[UNRESOLVED_COLUMN.WITH_SUGGESTION] no `age`', 'UNKNOWN_COLUMN', /no `age`; the snapshot must have/],
    ['[PATH_NOT_FOUND] no file:/a', 'UNAVAILABLE', /no file:\/a; DATA_DIR must be a folder that Spark reads/],
    ['java.lang.OutOfMemoryError: Java heap space', 'UNAVAILABLE', /heap space; Spark must have more memory/],
    ['[INVALID_HANDLE.SESSION_NOT_FOUND] gone', 'UNAVAILABLE', /gone; Spark must not be restarted/],
  ])('turns %s into %s', async (words, code, message) => {
    const { error } = await runOn({
      // biome-ignore lint/correctness/useYield: it fails before its first response
      executePlan: async function* () {
        throw new ConnectError(words, Code.Internal);
      },
    });
    expect(error).toMatchObject({ name: 'AppError', code, message: expect.stringMatching(message) });
  });

  it('interrupts on the server what is not wanted any more', async () => {
    const controller = new AbortController();
    const { error, requests } = await runOn(
      {
        executePlan: async function* (_, { signal }) {
          yield PROGRESS;
          controller.abort(new Error('no longer wanted'));
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      },
      controller.signal,
    );
    expect(error).toEqual(new Error('no longer wanted'));
    expect(requests.map(({ name }) => name)).toEqual([
      'executePlan',
      'interrupt',
      'releaseExecute',
      'releaseSession',
    ]);
    expect(requests[1]!.operationId).toBe(requests[0]!.operationId);
  });

  it('refuses a version that is too old, with both', async () => {
    const { remote, host } = await serve({}, '3.5.8');
    await expect(SparkSession.open(remote)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: `Spark at ${host} is 3.5.8; it must be 4.0 or newer.`,
    });
  });

  it('says where nothing answers', async () => {
    const { remote, host } = await serve({});
    await new Promise((resolve) => server!.close(resolve));
    await expect(SparkSession.open(remote)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringMatching(`^Spark at ${host} does not answer: `),
    });
  });
});
