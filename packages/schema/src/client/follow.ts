import type { Answer } from './read-reply.js';
import type { Variables } from './typed-document.js';
import type { Retries } from './with-retries.js';

/** What a subscription asks for. */
export interface SubscriptionPayload {
  readonly query: string;
  readonly variables: Variables;
}

/**
 * Follows a subscription until its iterator is returned. Where the connection breaks, it is opened anew, and the present state
 * comes first.
 */
export type Follow = (
  payload: SubscriptionPayload,
) => Required<Pick<AsyncIterator<Answer<unknown>>, 'next' | 'return'>>;

/** A way to follow subscriptions. */
export interface Follower {
  readonly follow: Follow;
  /** Ends all of them. */
  close(): void;
}

/** Restarts of a server take longer than a request may: about three minutes in all. */
export const PATIENCE = { times: 12, firstPause: 500, longestPause: 30_000 } satisfies Retries;
