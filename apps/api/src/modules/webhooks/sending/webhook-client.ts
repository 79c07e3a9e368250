import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { type DestinationGuard, ForbiddenDestination } from './destination-guard.js';

/** How long a receiver may take until its answer is complete. */
const TIMEOUT_MS = 15_000;
/** How much of an answer's body is read, and thrown away. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** How long a connection waits for the next delivery. */
const IDLE_MS = 10_000;

/** What came of sending: the status of the answer, and what was wrong. */
export interface Answer {
  readonly status: number | null;
  /** Null if it was received. */
  readonly error: string | null;
}

/** Posts to receivers that are not trusted: their address is checked, their time is limited, their answer is not kept. */
export class WebhookClient {
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true, timeout: IDLE_MS }),
    'https:': new https.Agent({ keepAlive: true, timeout: IDLE_MS }),
  };

  constructor(
    private readonly guard: DestinationGuard,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  /** Sends a body; never throws but when `signal` aborts. */
  async post(
    address: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ): Promise<Answer> {
    const late = AbortSignal.timeout(this.timeoutMs);
    try {
      return judge(await this.#send(new URL(address), headers, body, AbortSignal.any([signal, late])));
    } catch (error) {
      signal.throwIfAborted();
      if (late.aborted) return failed(`there was no answer within ${this.timeoutMs / 1000} seconds`);
      return failed(describe(error));
    }
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  async #send(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ): Promise<number> {
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // Addresses are not looked up, so that the look-up cannot check them.
    const refusal = isIP(host) === 0 ? null : this.guard.refusal(host, secure);
    if (refusal !== null) throw new ForbiddenDestination(refusal);
    for (;;) {
      const request = (secure ? https : http).request(url, {
        method: 'POST',
        agent: this.#agents[secure ? 'https:' : 'http:'],
        lookup: this.guard.lookup(secure),
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal,
      });
      try {
        return await statusOf(request, body);
      } catch (error) {
        // The receiver may have closed a connection that waited, just as it was used again.
        if (!request.reusedSocket || !isReset(error)) throw error;
      }
    }
  }
}

/** Sends a request and reads its answer to the end, or as far as is allowed. */
function statusOf(request: http.ClientRequest, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let status: number | undefined;
    // Once there is a status it counts, whatever becomes of the rest.
    const settle = (error?: Error) => (status === undefined ? reject(error) : resolve(status));
    request.on('error', settle);
    request.once('response', (response) => {
      status = response.statusCode;
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) response.destroy();
      });
      response.on('error', settle).once('close', () => settle());
    });
    request.end(body);
  });
}

function isReset(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function judge(status: number): Answer {
  if (status >= 200 && status < 300) return { status, error: null };
  const followed = status >= 300 && status < 400 ? '; redirects are not followed' : '';
  return { status, error: `the receiver answered with the status ${status}${followed}` };
}

function failed(error: string): Answer {
  return { status: null, error };
}

function describe(error: unknown): string {
  if (error instanceof ForbiddenDestination) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `its host name was not found (${code})`;
  return `the connection failed (${code ?? message.slice(0, 200)})`;
}
