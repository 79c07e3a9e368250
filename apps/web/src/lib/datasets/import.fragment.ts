import { graphql } from '@holdfast/schema';
import { LinesFragment } from './lines.fragment.ts';

/** One load of a file into a dataset: who asked for it, and what came of it. */
export const ImportFragment = graphql(
  `
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
    lines { ...Lines }
    error { code message }
  }
`,
  [LinesFragment],
);
