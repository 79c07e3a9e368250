import { graphql } from '@holdfast/schema';

/** Who did what, the newest first. */
export const AuditEventsQuery = graphql(`
  query AuditEvents($first: Int!, $after: String, $filter: AuditFilter) {
    auditEvents(first: $first, after: $after, filter: $filter) {
      edges { node { id at actor action datasetId address outcome codes } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
