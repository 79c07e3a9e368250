import { graphql } from './graphql.js';

/** A segmentation with the quality of every k and the segments of the k that is selected: what its picture needs. */
export const SegmentationQuery = graphql(`
  query Segmentation($id: ID!) {
    segmentation(id: $id) {
      id
      status
      createdAt
      engine
      features
      selectedK
      recommendedK
      recommendation
      qualities { k inertia silhouetteScore daviesBouldinScore calinskiHarabaszScore stability smallestShare }
      segments {
        id
        key
        index
        name
        description
        size
        share
        profile { feature mean median overallMean zScore topValue topValueShare }
      }
    }
  }
`);

/** What is expected of each segment of the selected k and advised for it: sums over customers, which take longer. */
export const SegmentAdviceQuery = graphql(`
  query SegmentAdvice($id: ID!) {
    segmentation(id: $id) {
      id
      segments {
        id
        churn { meanProbability expectedChurners observedRate highRiskCount expectedLoss }
        strategies {
          id
          title
          action
          channel
          evidence { text }
          targetCount
          expectedSaved
          expectedValue
          assumptions { saveRate contactCost customerValue }
        }
      }
    }
  }
`);

/** The customers on their two principal components, as columns. */
export const ProjectionQuery = graphql(`
  query Projection($id: ID!, $sample: Int = 5000) {
    segmentation(id: $id) {
      id
      selectedK
      projection(sample: $sample) {
        externalIds
        x
        y
        segmentIndex
        explainedVarianceRatio
        loadings
        encodedFeatures
      }
    }
  }
`);

/** One feature's distribution in each segment, over common bin edges. */
export const SegmentHistogramsQuery = graphql(`
  query SegmentHistograms($id: ID!, $feature: String!, $bins: Int = 20) {
    segmentation(id: $id) {
      id
      selectedK
      histograms(feature: $feature, bins: $bins) { segmentKey histogram { binEdges counts } }
    }
  }
`);

/** Fits every k in one job. */
export const FitSegmentationMutation = graphql(`
  mutation FitSegmentation($input: FitSegmentationInput!) {
    fitSegmentation(input: $input) {
      segmentation { id status }
      job { id kind state progress step createdAt }
      userErrors { field message code }
    }
  }
`);

/** Makes another fitted k the active one, without a refit. */
export const SelectSegmentationKMutation = graphql(`
  mutation SelectSegmentationK($input: SelectSegmentationKInput!) {
    selectSegmentationK(input: $input) {
      segmentation { id selectedK segments { id key } }
      userErrors { field message code }
    }
  }
`);
