import { EventSourceParserStream } from 'eventsource-parser/stream';
import { NetworkError, RequestError } from './errors.js';
import { type Follower, PATIENCE, type SubscriptionPayload } from './follow.js';
import { type Answer, type Reply, readReply } from './read-reply.js';
import { pause, pauseBefore, type Retries, withRetries } from './with-retries.js';

/** An answer whose body is read while it comes; null where it is a refusal. */
interface OpenStream extends Reply {
  readonly events: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

/** Opens a stream for what is asked. */
type Open = (payload: SubscriptionPayload, signal: AbortSignal) => Promise<Response>;

/** Follows subscriptions by server-sent events (graphql-sse), each over a connection of its own. */
export function followByEvents(open: Open, given: Retries): Follower {
  const retries = { ...PATIENCE, ...given };
  const closed = new AbortController();
  return {
    follow: (payload) => {
      const left = new AbortController();
      const signal = AbortSignal.any([left.signal, closed.signal]);
      const answers = readAnswers(() => openStream(open, payload, signal), retries, signal);
      return {
        next: () =>
          answers.next().catch((error: unknown) => {
            if (signal.aborted) return { value: undefined, done: true };
            throw error;
          }),
        return: async () => {
          left.abort();
          return { value: undefined, done: true };
        },
      };
    },
    close: () => closed.abort(),
  };
}

/** Reads until the subscription is complete; a stream that breaks before is opened anew. */
async function* readAnswers(
  open: () => Promise<OpenStream>,
  { times, firstPause, longestPause }: Required<Retries>,
  signal: AbortSignal,
): AsyncGenerator<Answer<unknown>, void, void> {
  for (let breaks = 0; breaks <= times; breaks++) {
    if (breaks > 0) await pause(Math.min(longestPause, pauseBefore(breaks - 1, firstPause)), signal);
    const { events, ...reply } = await withRetries(open, { times, firstPause, longestPause }, signal);
    if (events === null) throw new RequestError(reply.answer.errors ?? [], reply);
    for await (const { event, data } of messagesOf(events)) {
      if (event === 'complete') return;
      if (event !== 'next') continue;
      breaks = 0;
      yield JSON.parse(data) as Answer<unknown>;
    }
  }
  throw new NetworkError('the stream ended before the subscription');
}

async function openStream(
  open: Open,
  payload: SubscriptionPayload,
  signal: AbortSignal,
): Promise<OpenStream> {
  try {
    const response = await open(payload, signal);
    if (!response.ok) return { ...(await readReply(response)), events: null };
    return { answer: {}, status: response.status, requestId: null, retryAfter: null, events: response.body };
  } catch (error) {
    signal.throwIfAborted();
    throw new NetworkError(error);
  }
}

/** The messages until the stream ends or breaks. By a reader: not every browser iterates over streams. */
async function* messagesOf(events: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = events
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    // Broken or ended: it is opened anew.
  } finally {
    reader.cancel().catch(() => {});
  }
}
