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

/** The reports on the dataset that are written each week. */
export const WeeklyReportsQuery = graphql(`
  query WeeklyReports($datasetId: ID!) {
    dataset(id: $datasetId) {
      id
      weeklyReports { id kind title createdBy nextAt failure }
    }
  }
`);

/** Has a report written each week. */
export const StartWeeklyReportMutation = graphql(`
  mutation StartWeeklyReport($input: StartWeeklyReportInput!) {
    startWeeklyReport(input: $input) {
      weeklyReport { id }
      job { id }
      userErrors { field message code }
    }
  }
`);

/** Has a report written no longer. */
export const StopWeeklyReportMutation = graphql(`
  mutation StopWeeklyReport($weeklyReportId: ID!) {
    stopWeeklyReport(input: { weeklyReportId: $weeklyReportId }) {
      weeklyReport { id }
      userErrors { field message code }
    }
  }
`);
