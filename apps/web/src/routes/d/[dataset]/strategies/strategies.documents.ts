import { graphql } from '@holdfast/schema';
import { PlanFragment } from '#lib/strategies/plan.fragment.ts';

/** What to do for all segments together, each play once. */
export const StrategiesQuery = graphql(
  `
  query Strategies($datasetId: ID!) {
    dataset(id: $datasetId) {
      id
      assumptions { capacity }
      activeSegmentation { id plan { ...Plan } }
    }
  }
`,
  [PlanFragment],
);
