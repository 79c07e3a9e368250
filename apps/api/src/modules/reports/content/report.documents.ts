import { graphql } from '@holdfast/schema';

const MoneyFragment = graphql(`
  fragment Money on DatasetAssumptions {
    currency contactCost saveRate responseLift margin horizonMonths customerValue valueColumn warnings
  }
`);

/** What the overview of a dataset says, without a customer. */
export const OverviewReport = graphql(
  `
  query OverviewReport($datasetId: ID!) {
    dataset(id: $datasetId) {
      name
      customerCount
      assumptions { ...Money }
      churnSummary { customers leftCount expectedChurners low high highRiskCount expectedLoss }
      contactPlan { suggestedContacts at { expectedGain } }
      activeSegmentation {
        segments { name description size share churn { meanProbability expectedLoss } }
      }
      champion { version event words { infinitive gerund } definition metrics { rocAuc rocAucLow rocAucHigh } statements { text } }
    }
  }
`,
  [MoneyFragment],
);

/** What is known of a segment of the active segmentation. */
export const SegmentReport = graphql(
  `
  query SegmentReport($datasetId: ID!, $key: String!) {
    dataset(id: $datasetId) {
      name
      columns { name label }
      assumptions { ...Money }
      champion { event words { infinitive gerund } }
      activeSegmentation {
        segment(key: $key) {
          name description size share
          rule { sentence }
          churn { meanProbability expectedChurners highRiskCount expectedLoss }
          profile { feature mean overallMean topValue topValueShare zScore }
          strategies { title action targetCount expectedSaved savedLow savedHigh expectedValue valueLow valueHigh }
        }
      }
    }
  }
`,
  [MoneyFragment],
);

/** What there is to know of a model before it is relied on. */
export const ModelCardReport = graphql(`
  query ModelCardReport($id: ID!) {
    churnModel(id: $id) {
      version stage algorithm imbalance createdAt trainedOn churnRate definition features
      words { infinitive past gerund }
      dataset { id name columns { name label } }
      metrics {
        rocAuc rocAucLow rocAucHigh averagePrecision brierScore calibrationError topDecileLift precision recall decisionThreshold
      }
      bandRates { band minProbability count left observedRate }
      importanceGroups { columns importance standardDeviation }
      trainingData { customers unknownOutcome imports leftOut { column reason } }
      statements { text }
      warnings { message }
    }
  }
`);

/** What a campaign did. */
export const CampaignReport = graphql(
  `
  query CampaignReport($id: ID!) {
    campaign(id: $id) {
      name createdAt sentence contactedCount holdOutCount contactCost
      dataset { id name assumptions { ...Money } }
      missing { sentence }
      effect {
        sentence differences
        contacted { customers known left rate }
        holdOut { customers known left rate }
        uplift upliftLow upliftHigh saved savedLow savedHigh netValue netValueLow netValueHigh
        bySegment { name contacted { known rate } holdOut { known rate } uplift low high }
      }
    }
  }
`,
  [MoneyFragment],
);
