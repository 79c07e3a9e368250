import { graphql } from '@holdfast/schema';

/** A job, as its row in a list and the pill in the top bar show it. */
export const JobFragment = graphql(`
  fragment Job on Job {
    id
    kind
    state
    progress
    step
    attempts
    createdAt
    startedAt
    settledAt
    error { code message }
    dataset { id name }
  }
`);
