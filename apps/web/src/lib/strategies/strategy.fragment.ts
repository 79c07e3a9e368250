import { graphql } from '@holdfast/schema';

/** The segment that the advice is for. */
export const StrategySegmentFragment = graphql(`
  fragment StrategySegment on Segment { key index colour name }
`);
