import { graphql } from '@holdfast/schema';

/** The figures of quality of a model or of a candidate. */
export const MetricsFragment = graphql(`
  fragment Metrics on ModelMetrics {
    rocAuc
    rocAucLow
    rocAucHigh
    averagePrecision
    f1Score
    precision
    recall
    accuracy
    brierScore
    logLoss
    calibrationError
    topDecileLift
    decisionThreshold
  }
`);
