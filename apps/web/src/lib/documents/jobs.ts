import { graphql } from '@holdfast/schema';
import { JobFragment } from '#lib/shell/job.fragment.ts';

export { JobFragment };

/** The jobs, the newest first. */
export const JobsQuery = graphql(
  `
  query Jobs($datasetId: ID, $states: [RunStatus!], $first: Int = 20) {
    jobs(datasetId: $datasetId, states: $states, first: $first) {
      edges { node { ...Job } }
      totalCount
    }
  }
`,
  [JobFragment],
);

/** The job now, then every change until it settles. */
export const JobSubscription = graphql(
  `
  subscription Job($id: ID!) {
    job(id: $id) { ...Job }
  }
`,
  [JobFragment],
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
