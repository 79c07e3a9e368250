import { graphql } from '@holdfast/schema';

/** What a file of outcomes contains. */
export const OutcomesPreviewQuery = graphql(`
  query OutcomesPreview($input: OutcomesFileInput!) {
    outcomesPreview(input: $input) {
      columns
      idColumn
      outcomeColumn
      outcomeValues
      leftValue
      observedAtColumn
      matched
      left
      unknownCount
      unknown
      rejectedCount
      rejected { line cause }
      obstacle
    }
  }
`);

/** Records a file of outcomes. */
export const ImportOutcomesMutation = graphql(`
  mutation ImportOutcomes($input: ImportOutcomesInput!) {
    importOutcomes(input: $input) {
      recorded
      unknownCount
      rejectedCount
      userErrors { field message code }
    }
  }
`);
