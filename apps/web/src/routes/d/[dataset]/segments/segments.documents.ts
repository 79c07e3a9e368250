import { graphql } from '@holdfast/schema';
import { StrategyFragment, StrategySegmentFragment } from '#lib/strategies/strategy.fragment.ts';

/** The numbers of segments to choose from, the one in use and the recommended one. */
export const KSliderFragment = graphql(`
  fragment KSlider on Segmentation {
    id
    selectedK
    recommendedK
    recommendation
    qualities { k }
  }
`);

/** How good each number of segments is. */
export const QualityCardFragment = graphql(`
  fragment QualityCard on Segmentation {
    selectedK
    recommendedK
    qualities { k inertia silhouetteScore daviesBouldinScore calinskiHarabaszScore stability smallestShare }
  }
`);

/** The segments, as the legend of the picture of the customers. */
export const ProjectionCardFragment = graphql(`
  fragment ProjectionCard on Segmentation {
    id
    segments { key index colour name }
  }
`);

/** One segment, with what sets it apart. */
export const SegmentCardFragment = graphql(`
  fragment SegmentCard on Segment {
    key
    index
    colour
    name
    description
    size
    share
    profile { feature mean median overallMean zScore topValue topValueShare }
  }
`);

/** What is expected of a segment; it takes longer than the segment itself. */
export const SegmentChurnFragment = graphql(`
  fragment SegmentChurn on Segment {
    churn { meanProbability expectedChurners observedRate highRiskCount expectedLoss }
  }
`);

/** Every attribute in every segment. */
export const ProfileHeatMapFragment = graphql(`
  fragment ProfileHeatMap on Segmentation {
    segments { key index colour name profile { feature mean overallMean zScore topValue topValueShare } }
  }
`);

/** The segments, as the histograms of one attribute need them. */
export const HistogramCardFragment = graphql(`
  fragment HistogramCard on Segmentation {
    id
    features
    segments { key index colour name profile { feature mean zScore } }
  }
`);

/** A segmentation, with the quality of every k and the segments of the selected one. */
export const SegmentationQuery = graphql(
  `
  query Segmentation($id: ID!) {
    segmentation(id: $id) {
      id
      status
      createdAt
      engine
      segments { id ...SegmentCard ...StrategySegment }
      ...KSlider
      ...QualityCard
      ...ProjectionCard
      ...ProfileHeatMap
      ...HistogramCard
    }
  }
`,
  [
    SegmentCardFragment,
    StrategySegmentFragment,
    KSliderFragment,
    QualityCardFragment,
    ProjectionCardFragment,
    ProfileHeatMapFragment,
    HistogramCardFragment,
  ],
);

/** What is expected of each segment of the selected k and advised for it: sums over customers, which take longer. */
export const SegmentAdviceQuery = graphql(
  `
  query SegmentAdvice($id: ID!) {
    segmentation(id: $id) {
      id
      segments { id ...SegmentChurn strategies { ...Strategy } }
    }
  }
`,
  [SegmentChurnFragment, StrategyFragment],
);

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
