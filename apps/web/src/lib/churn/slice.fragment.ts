import { graphql } from '@holdfast/schema';

/** How good a model is for one group of customers. */
export const SliceFragment = graphql(`
  fragment Slice on ModelSlice {
    name
    customers
    left
    rocAuc
    rocAucInterval { low high }
    brierScore
    expectedRate
    observedRate
    observedInterval { low high }
    ranksWorse
    off
  }
`);
