import { graphql } from '@holdfast/schema';

/** Says what a column is called. */
export const LabelColumnMutation = graphql(`
  mutation LabelColumn($input: LabelColumnInput!) {
    labelColumn(input: $input) {
      dataset { id columns { name label } }
      userErrors { field message code }
    }
  }
`);
