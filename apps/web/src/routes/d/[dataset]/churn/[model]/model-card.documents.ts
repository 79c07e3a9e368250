import { graphql, type ResultOf } from '@holdfast/schema';
import { CandidateFragment } from '#lib/churn/candidate.fragment.ts';
import { ImportanceFragment, ImportanceGroupFragment } from '#lib/churn/importance.fragment.ts';
import { LearningCurveFragment } from '#lib/churn/learning-curve.fragment.ts';
import { SliceFragment } from '#lib/churn/slice.fragment.ts';

/** Every figure by which a model is judged, with its interval. */
export const CardMetricsFragment = graphql(`
  fragment CardMetrics on ModelMetrics {
    rocAuc
    rocAucLow
    rocAucHigh
    averagePrecision
    brierScore
    logLoss
    calibrationError
    topDecileLift
    f1Score
    precision
    recall
    decisionThreshold
    intervals {
      averagePrecision { low high }
      brierScore { low high }
      logLoss { low high }
      calibrationError { low high }
      topDecileLift { low high }
      f1Score { low high }
      precision { low high }
      recall { low high }
    }
    shuffled { highest }
  }
`);

/** All that is known of a model but where it is worse, and the column that tells how long customers have been there. */
export const ModelCardQuery = graphql(
  `
  query ModelCard($id: ID!, $datasetId: ID!) {
    churnModel(id: $id) {
      id
      version
      stage
      status
      createdAt
      engine
      algorithm
      imbalance
      definition
      event
      words { infinitive past gerund people others remaining }
      trainedOn
      churnRate
      features
      trainingData {
        customers
        unknownOutcome
        imports
        firstImportAt
        lastImportAt
        observationDate
        dates { column first last }
        leftOut { column reason }
      }
      folds { keptTogether fresh text folds { customers left } }
      candidates { ...Candidate }
      metrics { ...CardMetrics }
      featureImportances { ...Importance }
      importanceGroups { ...ImportanceGroup }
      learningCurve { ...LearningCurve }
      bandRates { band minProbability count left observedRate }
      warnings { code message column }
      comparison { sentence }
    }
    dataset(id: $datasetId) {
      id
      survival { tenureColumn }
    }
  }
`,
  [
    CandidateFragment,
    CardMetricsFragment,
    ImportanceFragment,
    ImportanceGroupFragment,
    LearningCurveFragment,
  ],
);

/** A model on its card. */
export type CardModel = NonNullable<ResultOf<typeof ModelCardQuery>['churnModel']>;

const CardSlicesFragment = graphql(
  `
  fragment CardSlices on ModelSlices { column columns comparisons reading slices { ...Slice } }
`,
  [SliceFragment],
);

/** Where a model is worse: by segment, and by two columns. */
export const CardSlicesQuery = graphql(
  `
  query CardSlices($id: ID!, $first: String, $second: String) {
    churnModel(id: $id) {
      id
      bySegment: slices { ...CardSlices }
      byFirst: slices(column: $first) { ...CardSlices }
      bySecond: slices(column: $second) { ...CardSlices }
    }
  }
`,
  [CardSlicesFragment],
);

/** How good a model is by one way of parting its customers. */
export type CardSlices = ResultOf<typeof CardSlicesFragment>;
