import { graphql } from '../graphql.js';

/**
 * Creates customers or replaces them by external id, 1 to `MAX_UPSERTED_CUSTOMERS` at a time: all of them or none.
 * Send an `idempotencyKey` of your own to be able to repeat a call whose answer was lost. What is wrong with a customer
 * is in `userErrors`, not in the errors of the request.
 */
export const UpsertCustomersMutation = graphql(`
  mutation UpsertCustomers($input: UpsertCustomersInput!) {
    upsertCustomers(input: $input) {
      created
      updated
      userErrors { field message code }
    }
  }
`);
