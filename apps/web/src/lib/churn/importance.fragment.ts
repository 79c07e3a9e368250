import { graphql } from '@holdfast/schema';

/** What one attribute is worth to the model. */
export const ImportanceFragment = graphql(`
  fragment Importance on FeatureImportance { feature importance standardDeviation method direction movesWith }
`);

/** What columns are worth to the model that move together. */
export const ImportanceGroupFragment = graphql(`
  fragment ImportanceGroup on ImportanceGroup { feature columns importance standardDeviation }
`);
