import { graphql } from '@holdfast/schema';

/** A piece of advice, as its card shows it and works it out under other assumptions. */
export const StrategyFragment = graphql(`
  fragment Strategy on RetentionStrategy {
    id
    title
    action
    channel
    evidence { text }
    targetCount
    minProbability
    expectedSaved
    expectedValue
    assumptions { saveRate contactCost customerValue }
  }
`);

/** The segment that the advice is for. */
export const StrategySegmentFragment = graphql(`
  fragment StrategySegment on Segment { key index colour name }
`);
