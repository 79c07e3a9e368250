import { graphql } from '@holdfast/schema';

/** A dataset, as the switch in the top bar offers it. */
export const DatasetChoiceFragment = graphql(`
  fragment DatasetChoice on Dataset { id name }
`);
