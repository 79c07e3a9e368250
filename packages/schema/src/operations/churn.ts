import { graphql } from './graphql.js';

const Metrics = graphql(`
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
      candidates { algorithm imbalance fitSeconds chosen metrics { ...Metrics } }
      rocCurve { x y threshold }
      precisionRecallCurve { x y threshold }
      calibrationCurve { x y threshold }
      gainsCurve { x y threshold }
      featureImportances { feature importance standardDeviation method direction }
      statements { text feature condition riskRatio low high support }
      warnings { code message column }
    }
  }
`,
  [Metrics],
);

/** The models of a dataset, the newest first, and which of them is the champion. */
export const ChurnModelsQuery = graphql(`
  query ChurnModels($datasetId: ID!, $first: Int = 20) {
    dataset(id: $datasetId) {
      id
      champion { id }
      churnModels(first: $first) {
        edges {
          node {
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
        }
        totalCount
      }
    }
  }
`);

/** What each threshold would bring under the caller's assumptions, and the best of them. */
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

/** Who would be called rightly and wrongly at a threshold. */
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
