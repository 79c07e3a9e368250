import { graphql } from '@holdfast/schema';

/** The reports on a dataset that were shared, the newest first. */
export const ReportLinksQuery = graphql(`
  query ReportLinks($datasetId: ID!) {
    dataset(id: $datasetId) {
      id
      reportLinks(first: 100) { id title createdAt createdBy expiresAt revokedAt openedCount }
    }
  }
`);

/** Shares a report as it is now. */
export const CreateReportLinkMutation = graphql(`
  mutation CreateReportLink($input: CreateReportLinkInput!) {
    createReportLink(input: $input) {
      reportLink { id }
      url
      userErrors { field message code }
    }
  }
`);

/** Takes a shared report back. */
export const RevokeReportLinkMutation = graphql(`
  mutation RevokeReportLink($reportLinkId: ID!) {
    revokeReportLink(input: { reportLinkId: $reportLinkId }) {
      reportLink { id revokedAt }
      userErrors { field message code }
    }
  }
`);
