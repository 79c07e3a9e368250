import { graphql } from '@holdfast/schema';

/** A customer, as a row of the table of customers. */
export const CustomerRowFragment = graphql(`
  fragment CustomerRow on Customer {
    id
    externalId
    segment { id key index colour name }
    churn { probability riskBand expectedLoss left reasons { feature text } }
  }
`);
