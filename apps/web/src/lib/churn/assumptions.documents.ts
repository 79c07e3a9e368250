import { graphql } from '@holdfast/schema';

/** Sets what is taken for granted about money. */
export const SetAssumptionsMutation = graphql(`
  mutation SetAssumptions($input: SetAssumptionsInput!) {
    setAssumptions(input: $input) {
      dataset { id }
      userErrors { field message code }
    }
  }
`);
