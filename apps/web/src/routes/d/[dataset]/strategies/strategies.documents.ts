import { graphql } from '@holdfast/schema';
import { StrategyFragment, StrategySegmentFragment } from '#lib/strategies/strategy.fragment.ts';

/** The advice for every segment. */
export const StrategiesQuery = graphql(
  `
  query Strategies($datasetId: ID!) {
    dataset(id: $datasetId) {
      id
      activeSegmentation {
        id
        selectedK
        segments {
          id
          ...StrategySegment
          description
          size
          share
          churn { meanProbability expectedChurners highRiskCount expectedLoss }
          strategies { ...Strategy }
        }
      }
    }
  }
`,
  [StrategySegmentFragment, StrategyFragment],
);
