import { graphql } from '@holdfast/schema';

/** What a customer is worth over the next 365 days, and how it is told. */
export const CustomerValueFragment = graphql(`
  fragment CustomerValue on CustomerValue {
    method
    historic
    expected
    low
    high
    expectedPurchases
    probabilityAlive
  }
`);
