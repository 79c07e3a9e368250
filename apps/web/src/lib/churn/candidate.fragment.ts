import { graphql } from '@holdfast/schema';
import { MetricsFragment } from './metrics.fragment.ts';

/** One method that was tried. */
export const CandidateFragment = graphql(
  `
  fragment Candidate on CandidateModel {
    algorithm
    imbalance
    chosen
    rows
    wentNoFurther { text }
    settings { text }
    metrics { ...Metrics }
  }
`,
  [MetricsFragment],
);
