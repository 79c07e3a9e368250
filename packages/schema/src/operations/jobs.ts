import { graphql } from './graphql.js';

const JobFields = graphql(`
  fragment JobFields on Job {
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

/** The jobs, the newest first. */
export const JobsQuery = graphql(
  `
  query Jobs($datasetId: ID, $states: [RunStatus!], $first: Int = 20) {
    jobs(datasetId: $datasetId, states: $states, first: $first) {
      edges { node { ...JobFields } }
      totalCount
    }
  }
`,
  [JobFields],
);

/** The job now, then every change until it settles. */
export const JobSubscription = graphql(
  `
  subscription Job($id: ID!) {
    job(id: $id) { ...JobFields }
  }
`,
  [JobFields],
);

/** Asks a job to stop. */
export const CancelJobMutation = graphql(`
  mutation CancelJob($input: CancelJobInput!) {
    cancelJob(input: $input) {
      job { id state }
      userErrors { field message code }
    }
  }
`);
