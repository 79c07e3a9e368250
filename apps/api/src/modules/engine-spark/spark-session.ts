import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, createClient, type Interceptor } from '@connectrpc/connect';
import { createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node';
import { tableFromIPC } from '@uwdata/flechette';
import type { SqlColumns } from '../engine-sql/index.js';
import {
  type ExecutePlanResponse,
  InterruptRequest_InterruptType as InterruptType,
  SparkConnectService,
} from './protocol/generated/spark-connect_pb.js';
import { asSparkError, isCutLine, isForgottenOperation, tooOld } from './spark-errors.js';
import type { SparkRemote } from './spark-remote.js';

/** The oldest major version whose SQL and protocol are known to do. */
const OLDEST_MAJOR = 4;
/** A line that is cut is taken up again after .1 s, .2 s, .4 s … */
const FIRST_PAUSE_MS = 100;
/** … this often in a row: 12.7 s in all, in which a server that was not killed is back. */
const ATTEMPTS = 7;
/** What is asked for in passing, while something else matters. */
const COURTESY_MS = 5_000;
const SETTINGS = {
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.caseSensitive': 'true',
  'spark.sql.parser.escapedStringLiterals': 'false',
  'spark.sql.execution.arrow.maxRecordsPerBatch': '8192',
};

/** A session on a server: SQL in, columns out. What runs survives a cut line, and ends there where nobody wants it here. */
export class SparkSession {
  readonly #who;
  readonly #client: Client<typeof SparkConnectService>;
  readonly #connection: Http2SessionManager;
  #resumed = 0;

  private constructor(
    readonly remote: SparkRemote,
    readonly signal: AbortSignal | undefined,
  ) {
    this.#who = { sessionId: randomUUID(), userContext: { userId: remote.user }, clientType: 'holdfast' };
    this.#connection = new Http2SessionManager(remote.url, { pingIntervalMs: 30_000, pingTimeoutMs: 10_000 });
    const authorise: Interceptor = (next) => (request) => {
      if (remote.token !== undefined) request.header.set('Authorization', `Bearer ${remote.token}`);
      return next(request);
    };
    this.#client = createClient(
      SparkConnectService,
      createGrpcTransport({
        baseUrl: remote.url,
        interceptors: [authorise],
        sessionManager: this.#connection,
      }),
    );
  }

  /**
   * Opens a session. An abort of the signal ends whatever it runs.
   * @throws AppError where the server does not answer, refuses the token or is too old
   */
  static async open(remote: SparkRemote, signal?: AbortSignal): Promise<SparkSession> {
    const session = new SparkSession(remote, signal);
    try {
      await session.#prepare();
      return session;
    } catch (cause) {
      await session.close();
      throw signal?.aborted ? signal.reason : asSparkError(cause, remote);
    }
  }

  /** How often a cut line was taken up again. */
  get resumed(): number {
    return this.#resumed;
  }

  /** The answer's batches, in order. @throws AppError or Error with the server's cause, or the signal's reason */
  async *query(sql: string): AsyncGenerator<SqlColumns> {
    for await (const { responseType } of this.#run(sql)) {
      if (responseType.case !== 'arrowBatch' || responseType.value.rowCount === 0n) continue;
      // A copy, since its bytes lie unaligned within the message.
      yield tableFromIPC(responseType.value.data.slice()).children.map((column) => column.toArray());
    }
  }

  /** Releases all that the server holds for this session; where it is away, there is nothing. */
  async close(): Promise<void> {
    await this.#client.releaseSession(this.#who, { timeoutMs: COURTESY_MS }).catch(() => {});
    this.#connection.abort();
  }

  async #prepare(): Promise<void> {
    const signal = this.signal;
    const analyze = { case: 'sparkVersion', value: {} } as const;
    const { result } = await this.#client.analyzePlan({ ...this.#who, analyze }, { signal });
    const version = result.case === 'sparkVersion' ? result.value.version : '';
    if (!(Number.parseInt(version, 10) >= OLDEST_MAJOR)) throw tooOld(this.remote, version, OLDEST_MAJOR);
    const pairs = Object.entries(SETTINGS).map(([key, value]) => ({ key, value }));
    await this.#client.config(
      { ...this.#who, operation: { opType: { case: 'set', value: { pairs } } } },
      { signal },
    );
  }

  async *#run(query: string): AsyncGenerator<ExecutePlanResponse> {
    this.signal?.throwIfAborted();
    const operation = { ...this.#who, operationId: randomUUID() };
    let interrupted: Promise<unknown> | undefined;
    const interrupt = () => {
      interrupted = this.#interrupt(operation);
    };
    this.signal?.addEventListener('abort', interrupt, { once: true });
    try {
      yield* this.#follow(operation, query);
    } catch (cause) {
      throw this.signal?.aborted ? this.signal.reason : asSparkError(cause, this.remote);
    } finally {
      this.signal?.removeEventListener('abort', interrupt);
      await interrupted;
      await this.#client
        .releaseExecute(
          { ...operation, release: { case: 'releaseAll', value: {} } },
          { timeoutMs: COURTESY_MS },
        )
        .catch(() => {});
    }
  }

  /** Responses up to the last one. Servers end streams after two minutes, and lines are cut: the work goes on there. */
  async *#follow(
    operation: { sessionId: string; operationId: string },
    query: string,
  ): AsyncGenerator<ExecutePlanResponse> {
    const options = { signal: this.signal };
    const execute = () =>
      this.#client.executePlan(
        {
          ...operation,
          plan: { opType: { case: 'root', value: { relType: { case: 'sql', value: { query } } } } },
          requestOptions: [{ requestOption: { case: 'reattachOptions', value: { reattachable: true } } }],
        },
        options,
      );
    let lastResponseId: string | undefined;
    let failures = 0;
    let stream = execute();
    for (;;) {
      try {
        for await (const response of stream) {
          failures = 0;
          if (response.responseId !== '') lastResponseId = response.responseId;
          if (response.responseType.case === 'resultComplete') return;
          yield response;
        }
      } catch (cause) {
        const neverArrived = lastResponseId === undefined && isForgottenOperation(cause);
        if (!(neverArrived || isCutLine(cause)) || ++failures > ATTEMPTS) throw cause;
        await pause(FIRST_PAUSE_MS * 2 ** (failures - 1), undefined, options);
        if (neverArrived) {
          stream = execute();
          continue;
        }
      }
      this.#resumed++;
      const from = lastResponseId === undefined ? {} : { lastResponseId };
      stream = this.#client.reattachExecute({ ...operation, ...from }, options);
    }
  }

  #interrupt(operation: { sessionId: string; operationId: string }): Promise<unknown> {
    const interrupt = { case: 'operationId', value: operation.operationId } as const;
    return this.#client
      .interrupt(
        { ...this.#who, interruptType: InterruptType.OPERATION_ID, interrupt },
        { timeoutMs: COURTESY_MS },
      )
      .catch(() => {});
  }
}
