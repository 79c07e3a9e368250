import { graphql } from '@holdfast/schema';
import { PlayFragment } from '#lib/strategies/plan.fragment.ts';
import { StrategySegmentFragment } from '#lib/strategies/strategy.fragment.ts';

/** The numbers of segments to choose from, the one in use and the recommended one. */
export const KSliderFragment = graphql(`
  fragment KSlider on Segmentation {
    id
    selectedK
    recommendedK
    recommendation
    clearGroups
    qualities { k }
  }
`);

/** How good each number of segments is. */
export const QualityCardFragment = graphql(`
  fragment QualityCard on Segmentation {
    recommendedK
    qualities {
      k
      inertia
      silhouetteScore
      daviesBouldinScore
      calinskiHarabaszScore
      stability
      worstStability
      smallestShare
      explainedShare
      explainedBeyondChance
      churnExplained
      valueExplained
      rating
      failed
    }
  }
`);

/** The segments, as the legend of the picture of the customers. */
export const ProjectionCardFragment = graphql(`
  fragment ProjectionCard on Segmentation {
    id
    mapSize
    segments(k: $k) { key index colour name size }
    projection(k: $k, sample: 5000) {
      externalIds
      x
      y
      segmentIndex
      explainedVarianceRatio
      loadings
      encodedFeatures
    }
  }
`);

/** How many customers lie in a shape on the map. */
export const CustomersInAreaQuery = graphql(`
  query CustomersInArea($datasetId: ID!, $filter: CustomerFilter!) {
    customers(datasetId: $datasetId, first: 1, filter: $filter) { totalCount }
  }
`);

/** A customer whom the pointer is on. */
export const CustomerOnMapQuery = graphql(`
  query CustomerOnMap($datasetId: ID!, $externalId: String!) {
    customer(datasetId: $datasetId, externalId: $externalId) { id externalId churn { probability } }
  }
`);

/** One segment, with what sets it apart. */
export const SegmentCardFragment = graphql(`
  fragment SegmentCard on Segment {
    key
    index
    colour
    name
    automaticName
    note
    description
    size
    share
    profile { feature mean median overallMean zScore topValue topValueShare }
  }
`);

/** What is expected of a segment; it takes longer than the segment itself. */
export const SegmentChurnFragment = graphql(`
  fragment SegmentChurn on Segment {
    churn { customers leftCount meanProbability expectedChurners observedRate highRiskCount expectedLoss }
  }
`);

/** Every attribute in every segment. */
export const ProfileHeatMapFragment = graphql(`
  fragment ProfileHeatMap on Segmentation {
    segments(k: $k) { key index colour name profile { feature mean overallMean zScore topValue topValueShare } }
  }
`);

/** Customers who lie apart from all others, and the segments that they are placed with under the k in use. */
export const OutliersCardFragment = graphql(`
  fragment OutliersCard on Segmentation {
    outliers { externalId feature value reason segmentKey }
    segments(k: $k) { key index colour name }
  }
`);

/** What the segments were found by. */
export const FoundByCardFragment = graphql(`
  fragment FoundByCard on Segmentation {
    features
    weights { column weight }
    columnsTogether
    columnsComputed {
      column
      parts
      counts
    }
  }
`);

/** Ways to choose columns, and the weights that are in use. */
export const SegmentationPresetsQuery = graphql(`
  query SegmentationPresets($id: ID!) {
    dataset(id: $id) {
      id
      segmentationPresets { name words columns }
      activeSegmentation { id weights { column weight } }
    }
  }
`);

/** The segments, as the histograms of one attribute need them. */
export const HistogramCardFragment = graphql(`
  fragment HistogramCard on Segmentation {
    id
    features
    segments(k: $k) { key index colour name profile { feature mean zScore } }
  }
`);

/** A segmentation, with the quality of every k, and one k's segments and picture: what changes together comes together. */
export const SegmentationQuery = graphql(
  `
  query Segmentation($id: ID!, $k: Int) {
    segmentation(id: $id) {
      id
      status
      createdAt
      engine
      segments(k: $k) { id ...SegmentCard ...StrategySegment }
      ...KSlider
      ...QualityCard
      ...ProjectionCard
      ...ProfileHeatMap
      ...HistogramCard
      ...OutliersCard
      ...FoundByCard
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
    OutliersCardFragment,
    FoundByCardFragment,
  ],
);

/** What is expected of each segment of a k: sums over customers, which take longer. */
export const SegmentAdviceQuery = graphql(
  `
  query SegmentAdvice($id: ID!, $k: Int) {
    segmentation(id: $id) {
      id
      segments(k: $k) { id ...SegmentChurn }
    }
  }
`,
  [SegmentChurnFragment],
);

/** What to do for the segments of a k. */
export const SegmentPlanQuery = graphql(
  `
  query SegmentPlan($id: ID!, $k: Int) {
    segmentation(id: $id) { id plan(k: $k) { plays { ...Play } } }
  }
`,
  [PlayFragment],
);

/** The rule that tells a segment, counted now. */
export const SegmentRuleQuery = graphql(`
  query SegmentRule($id: ID!, $k: Int, $key: String!) {
    segmentation(id: $id) {
      id
      segment(key: $key, k: $k) {
        id
        size
        rule {
          conditions { words kept dropped keptOfSegment droppedOfSegment }
          filter
          customerCount
          caught
          recall
          precision
          f1
        }
      }
    }
  }
`);

/** Segments by quantiles, which need no groups in the data. */
export const QuantileSegmentsQuery = graphql(`
  query QuantileSegments($id: ID!) {
    dataset(id: $id) {
      id
      quantileSegments {
        title
        measures { column sentence }
        segments { name words filter customerCount share }
        ungrouped
      }
    }
  }
`);

/** Makes an audience of each segment by quantiles. */
export const SaveQuantileSegmentsMutation = graphql(`
  mutation SaveQuantileSegments($input: SaveQuantileSegmentsInput!) {
    saveQuantileSegments(input: $input) {
      audiences { id name }
      userErrors { field message code }
    }
  }
`);

/** One feature's distribution in each segment, over common bin edges. */
export const SegmentHistogramsQuery = graphql(`
  query SegmentHistograms($id: ID!, $k: Int, $feature: String!, $bins: Int = 20) {
    segmentation(id: $id) {
      id
      histograms(k: $k, feature: $feature, bins: $bins) { segmentKey histogram { binEdges counts } }
    }
  }
`);

/** What sets two segments apart. */
export const SegmentComparisonQuery = graphql(`
  query SegmentComparison($id: ID!, $k: Int, $a: String!, $b: String!) {
    segmentation(id: $id) {
      id
      compare(keyA: $a, keyB: $b, k: $k) { feature meanA meanB difference value shareA shareB }
    }
  }
`);

/** What became of the segments since the segmentation before: one pass over the customers. */
export const SegmentationChangeQuery = graphql(`
  query SegmentationChange($id: ID!) {
    segmentation(id: $id) {
      id
      segments { id key name colour }
      change {
        previous { id createdAt }
        previousK
        previousSegments { id key name colour }
        sharedCustomers
        keptShare
        flows { fromKey toKey customers }
        events { kind keys sentence }
      }
    }
  }
`);

/** Gives a segment a name of the user's. */
export const RenameSegmentMutation = graphql(`
  mutation RenameSegment($input: RenameSegmentInput!) {
    renameSegment(input: $input) {
      segment { id name }
      userErrors { field message code }
    }
  }
`);

/** Writes what users say of a segment. */
export const NoteSegmentMutation = graphql(`
  mutation NoteSegment($input: NoteSegmentInput!) {
    noteSegment(input: $input) {
      segment { id note }
      userErrors { field message code }
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

/** Makes another fitted k the one that everybody sees and that names the customers, without a refit. */
export const SelectSegmentationKMutation = graphql(`
  mutation SelectSegmentationK($input: SelectSegmentationKInput!) {
    selectSegmentationK(input: $input) {
      segmentation { id selectedK }
      userErrors { field message code }
    }
  }
`);
