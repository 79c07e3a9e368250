import { graphql } from '@holdfast/schema';

/** How a model depends on one column, beside the rates of the data. */
export const DependenceQuery = graphql(`
  query Dependence($id: ID!, $feature: String!) {
    churnModel(id: $id) {
      id
      dependence(feature: $feature) { feature groups { name customers rate predicted } }
    }
  }
`);
