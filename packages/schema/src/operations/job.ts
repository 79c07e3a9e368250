import { graphql } from '../graphql.js';

/** What a client needs to show a job and to know when, and how, it ended. */
const JobProgressFragment = graphql(`
  fragment JobProgress on Job {
    id
    kind
    state
    progress
    step
    error { code message }
    dataset { id }
  }
`);

/** A job as it is now, to poll; null where none has this id. */
export const JobQuery = graphql(
  `
  query Job($id: ID!) {
    job(id: $id) { ...JobProgress }
  }
`,
  [JobProgressFragment],
);

/**
 * A job as it is now, then every change until it is COMPLETED, FAILED or CANCELLED; over WebSocket
 * (`graphql-transport-ws`), or server-sent events (`graphql-sse`).
 */
export const JobSubscription = graphql(
  `
  subscription Job($id: ID!) {
    job(id: $id) { ...JobProgress }
  }
`,
  [JobProgressFragment],
);
