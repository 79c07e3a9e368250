import { graphql, type ResultOf } from '@holdfast/schema';
import { CandidateFragment } from '#lib/churn/candidate.fragment.ts';
import { ChampionChangeFragment } from '#lib/churn/champion-change.fragment.ts';
import { ImportanceFragment, ImportanceGroupFragment } from '#lib/churn/importance.fragment.ts';
import { LearningCurveFragment } from '#lib/churn/learning-curve.fragment.ts';
import { MetricsFragment } from '#lib/churn/metrics.fragment.ts';
import { SliceFragment } from '#lib/churn/slice.fragment.ts';
import { StatementFragment } from '#lib/churn/statement.fragment.ts';

/** Every figure and curve by which a model can be judged. */
export const HonestyFragment = graphql(
  `
  fragment Honesty on ChurnModel {
    churnRate
    words { infinitive past gerund people others remaining }
    bandRates { band minProbability count left observedRate }
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

/** Where a model is worse. */
export const SlicesQuery = graphql(
  `
  query Slices($id: ID!, $column: String) {
    churnModel(id: $id) {
      id
      slices(column: $column) {
        column
        columns
        comparisons
        reading
        slices { ...Slice }
      }
    }
  }
`,
  [SliceFragment],
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
      statements { ...Statement feature condition }
      featureImportances { ...Importance }
      importanceGroups { ...ImportanceGroup }
      learningCurve { ...LearningCurve }
      candidates { ...Candidate }
      warnings { code message column }
      comparison { sentence }
    }
  }
`,
  [
    HonestyFragment,
    StatementFragment,
    ImportanceFragment,
    ImportanceGroupFragment,
    LearningCurveFragment,
    CandidateFragment,
  ],
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
    comparison { better sentence }
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
      championChanges { ...ChampionChange }
    }
  }
`,
  [ChampionChangeFragment, VersionFragment],
);

/** What is taken for granted about money. */
export const AssumptionsFragment = graphql(`
  fragment Assumptions on DatasetAssumptions {
    contactCost
    contactCostLow
    contactCostHigh
    saveRate
    responseLift
    effectLow
    effectHigh
    margin
    marginLow
    marginHigh
    horizonMonths
    horizonMonthsLow
    horizonMonthsHigh
    capacity
    customerValue
    currency
    valuePeriod
    valueColumn
    valuedByPurchases
    warnings
  }
`);

const ContactCutFragment = graphql(`
  fragment ContactCut on ContactCut {
    contacts
    expectedEvents
    missedEvents
    expectedTurned
    cost
    expectedGain
    gainLow
    gainHigh
    expectedGainByChance
  }
`);

/** Whom to contact, and what the first so many contacts do. */
export const ContactPlanQuery = graphql(
  `
  query ContactPlan($datasetId: ID!, $contacts: Int) {
    dataset(id: $datasetId) {
      id
      assumptions { ...Assumptions }
      contactPlan {
        event
        ranking
        customers
        bestContacts
        bestGain
        capacity
        suggestedContacts
        flatFrom
        flatTo
        leftOut { sentence }
        curve { contacts expectedEvents expectedGain }
        at(contacts: $contacts) { ...ContactCut }
      }
    }
  }
`,
  [AssumptionsFragment, ContactCutFragment],
);

/** What contacting the first so many does, exactly. */
export const ContactCutQuery = graphql(
  `
  query ContactCut($datasetId: ID!, $contacts: Int) {
    dataset(id: $datasetId) {
      id
      contactPlan {
        at(contacts: $contacts) { ...ContactCut }
      }
    }
  }
`,
  [ContactCutFragment],
);

/** What a training would be about. */
export const DefinitionPreviewQuery = graphql(`
  query DefinitionPreview($datasetId: ID!, $definition: ChurnDefinitionInput) {
    churnDefinitionPreview(datasetId: $datasetId, definition: $definition) {
      definition
      event
      eventInDoubt
      question
      values { value count happened }
      happened
      didNotHappen
      unknown
      rate
      leftOut { column reason }
      enough
      problem { code message }
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
