import { graphql } from '@holdfast/schema';
import { ChampionChangeFragment } from '#lib/churn/champion-change.fragment.ts';

/** A column then and now. */
export const ColumnDriftFragment = graphql(`
  fragment ColumnDrift on ColumnDrift {
    column
    method
    statistic
    threshold
    drifted
    used
    sentence
    cells
    past
    now
  }
`);

/** Figures of a model. */
export const FiguresFragment = graphql(`
  fragment Figures on ExpectedFigures {
    rocAuc
    rocAucInterval { low high }
    brierScore
    brierScoreInterval { low high }
    rate
    rateInterval { low high }
    meanProbability
  }
`);

/** What came of what a model had said. */
export const RealisedFragment = graphql(`
  fragment Realised on RealisedQuality {
    outcomes
    auc
    rocAuc { low high }
    brier
    brierScore { low high }
    predictedRate
    observedRate
  }
`);

/** A check in the timeline. */
export const CheckFragment = graphql(`
  fragment Check on MonitoringReport {
    id
    checkedAt
    state
    sentence
    customers
    changedCustomers
    decision
    churnModel { id version }
    retrained { id version stage status comparison { sentence } }
  }
`);

/** Since when it has been so, and who has looked into it. */
export const LookedIntoFragment = graphql(`
  fragment LookedInto on MonitoringReport {
    firstSeenAt
    acknowledgement { by at note mutedUntil }
  }
`);

/** What a check came to, with all that it found. */
export const ReportFragment = graphql(
  `
  fragment Report on MonitoringReport {
    advice
    toldApartAuc
    toldApartInterval { low high }
    columns { ...ColumnDrift }
    expected { ...Figures }
    promised { ...Figures }
    outcomes
    contactedOutcomes
    scoresKept
    realised { ...Realised }
    realisedContacted { ...Realised }
    realisedLeftAlone { ...Realised }
    kept { rocAuc expectedRocAuc rate expectedRate whole broken }
    money { past now change changeInterval { low high } }
    ...LookedInto
  }
`,
  [ColumnDriftFragment, FiguresFragment, RealisedFragment, LookedIntoFragment],
);

/** When a dataset is checked, and what follows. */
export const SettingsFragment = graphql(`
  fragment Settings on MonitoringSettings { everyHours retrain promoteWhenBetter }
`);

/** The last check with everything, and those before it. */
export const MonitoringQuery = graphql(
  `
  query Monitoring($datasetId: ID!) {
    dataset(id: $datasetId) {
      id
      champion { id version }
      monitoringSettings { ...Settings }
      last: monitoring(first: 1) { edges { node { ...Check ...Report } } }
      monitoring(first: 30) { edges { node { ...Check } } totalCount }
      championChanges { ...ChampionChange }
    }
  }
`,
  [ChampionChangeFragment, CheckFragment, ReportFragment, SettingsFragment],
);

/** Compares the customers of now with those that the champion learned from. */
export const CheckDriftMutation = graphql(`
  mutation CheckDrift($input: CheckDriftInput!) {
    checkDrift(input: $input) { job { id } userErrors { message code field } }
  }
`);

/** Sets when a dataset is checked, and what follows. */
export const SetMonitoringMutation = graphql(
  `
  mutation SetMonitoring($input: SetMonitoringInput!) {
    setMonitoring(input: $input) { settings { ...Settings } userErrors { message code field } }
  }
`,
  [SettingsFragment],
);

/** Notes that somebody has looked into the last check. */
export const AcknowledgeMonitoringMutation = graphql(`
  mutation AcknowledgeMonitoring($input: AcknowledgeMonitoringInput!) {
    acknowledgeMonitoring(input: $input) { acknowledgement { at } userErrors { message code field } }
  }
`);
