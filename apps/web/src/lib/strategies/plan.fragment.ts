import { graphql } from '@holdfast/schema';
import { StrategySegmentFragment } from './strategy.fragment';

/** A play with its segments, as its card shows it. */
export const PlayFragment = graphql(
  `
  fragment Play on PlannedPlay {
    id
    title
    action
    channel
    targetCount
    countedCount
    expectedSaved
    savedLow
    savedHigh
    expectedValue
    valueLow
    valueHigh
    rows {
      segment { id ...StrategySegment }
      countedCount
      others { title customers }
      strategy {
        id
        detail
        preferredChannel
        targetCount
        minProbability
        expectedSaved
        savedLow
        savedHigh
        expectedValue
        valueLow
        valueHigh
        assumptions { contactCost }
        measured { sentence campaignId }
        takenCount
        refusedCount
        feedback(first: 3) { id kind note givenBy givenAt }
        evidence { text }
      }
    }
  }
`,
  [StrategySegmentFragment],
);

/** What to do for all segments together. */
export const PlanFragment = graphql(
  `
  fragment Plan on RetentionPlan {
    targetCount
    expectedSaved
    savedLow
    savedHigh
    expectedValue
    valueLow
    valueHigh
    plays { ...Play }
    notChosen { title reason segment { id ...StrategySegment } }
  }
`,
  [PlayFragment, StrategySegmentFragment],
);
