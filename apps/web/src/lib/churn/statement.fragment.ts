import { graphql } from '@holdfast/schema';

/** A sentence about leaving, with the figures behind it. */
export const StatementFragment = graphql(`
  fragment Statement on Statement { text riskRatio low high support }
`);
