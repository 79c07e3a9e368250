import { graphql, type ResultOf } from '@holdfast/schema';
import { StatementFragment } from '#lib/churn/statement.fragment.ts';

const MetricsFragment = graphql(`
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

/** The model whose threshold is chosen. */
export const ThresholdFragment = graphql(`
  fragment Threshold on ChurnModel {
    id
    metrics { decisionThreshold }
  }
`);

/** Every figure and curve by which a model can be judged. */
export const HonestyFragment = graphql(
  `
  fragment Honesty on ChurnModel {
    churnRate
    metrics {
      ...Metrics
      intervals {
        averagePrecision { low high }
        f1Score { low high }
        calibrationError { low high }
        brierScore { low high }
        topDecileLift { low high }
      }
    }
    rocCurve { x y threshold }
    precisionRecallCurve { x y threshold }
    calibrationCurve { x y threshold }
    gainsCurve { x y threshold }
  }
`,
  [MetricsFragment],
);

/** A model with its curves. */
export type HonestyModel = ResultOf<typeof HonestyFragment>;

/** What one attribute is worth to the model. */
export const ImportanceFragment = graphql(`
  fragment Importance on FeatureImportance { feature importance standardDeviation method direction }
`);

/** One method that was tried. */
export const CandidateFragment = graphql(
  `
  fragment Candidate on CandidateModel { algorithm imbalance fitSeconds chosen metrics { ...Metrics } }
`,
  [MetricsFragment],
);

/** A churn model with everything that lets a reader trust it or not. */
export const ChurnModelQuery = graphql(
  `
  query ChurnModel($id: ID!) {
    churnModel(id: $id) {
      id
      version
      stage
      status
      createdAt
      engine
      algorithm
      imbalance
      features
      definition
      trainedOn
      ...Honesty
      ...Threshold
      statements { ...Statement feature condition }
      featureImportances { ...Importance }
      candidates { ...Candidate }
      warnings { code message column }
    }
  }
`,
  [HonestyFragment, ThresholdFragment, StatementFragment, ImportanceFragment, CandidateFragment],
);

/** One model in the list of versions. */
export const VersionFragment = graphql(`
  fragment Version on ChurnModel {
    id
    version
    stage
    status
    createdAt
    algorithm
    imbalance
    definition
    metrics { rocAuc rocAucLow rocAucHigh averagePrecision calibrationError }
    warnings { code message column }
  }
`);

/** The models of a dataset, the newest first, and which of them is the champion. */
export const ChurnModelsQuery = graphql(
  `
  query ChurnModels($datasetId: ID!, $first: Int = 20) {
    dataset(id: $datasetId) {
      id
      champion { id }
      churnModels(first: $first) {
        edges { node { ...Version } }
        totalCount
      }
    }
  }
`,
  [VersionFragment],
);

/** What each threshold would earn under the reader's assumptions, and the best of them. */
export const ProfitCurveQuery = graphql(`
  query ProfitCurve($id: ID!, $contactCost: Float!, $saveRate: Float!, $customerValue: Float) {
    churnModel(id: $id) {
      id
      threshold(contactCost: $contactCost, saveRate: $saveRate, customerValue: $customerValue) {
        threshold
        contacted
        expectedSaved
        expectedProfit
        baselineProfit
      }
      profitCurve(contactCost: $contactCost, saveRate: $saveRate, customerValue: $customerValue) {
        threshold
        contacted
        expectedSaved
        expectedProfit
      }
    }
  }
`);

/** How many customers would be called rightly and wrongly at a threshold. */
export const ConfusionMatrixQuery = graphql(`
  query ConfusionMatrix($id: ID!, $threshold: Float) {
    churnModel(id: $id) {
      id
      confusionMatrix(threshold: $threshold) { truePositive falsePositive trueNegative falseNegative }
    }
  }
`);

/** Trains a churn model in a job. */
export const TrainChurnModelMutation = graphql(`
  mutation TrainChurnModel($input: TrainChurnModelInput!) {
    trainChurnModel(input: $input) {
      churnModel { id version status }
      job { id kind state progress step createdAt }
      userErrors { field message code }
    }
  }
`);

/** Makes a model the champion. */
export const PromoteChurnModelMutation = graphql(`
  mutation PromoteChurnModel($input: PromoteChurnModelInput!) {
    promoteChurnModel(input: $input) {
      churnModel { id stage }
      userErrors { field message code }
    }
  }
`);
