import { graphql } from '@holdfast/schema';

/** One load of a file into a dataset: who asked for it, and what came of it. */
export const ImportFragment = graphql(`
  fragment Import on Import {
    id
    number
    mode
    status
    fileName
    createdAt
    createdBy
    createdCount
    updatedCount
    removedCount
    rejectedRowCount
    error { code message }
  }
`);
