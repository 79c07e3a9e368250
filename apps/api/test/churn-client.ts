import { graphql, type ResultOf, type VariablesOf } from '@holdfast/schema';
import type { SettledJob, TestApp } from './test-app.js';

const TrainMutation = graphql(`
  mutation Train($input: TrainChurnModelInput!) {
    trainChurnModel(input: $input) {
      churnModel { id version status }
      job { id kind }
      userErrors { field message code }
    }
  }
`);

const PromoteMutation = graphql(`
  mutation Promote($input: PromoteChurnModelInput!) {
    promoteChurnModel(input: $input) { churnModel { stage } userErrors { code message } }
  }
`);

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
    shuffled { shuffles asGood highest needed }
  }
`);

const ModelQuery = graphql(
  `
  query Model($id: ID!) {
    churnModel(id: $id) {
      id
      stage
      status
      version
      algorithm
      imbalance
      features
      definition
      trainedOn
      churnRate
      metrics { ...Metrics }
      candidates { algorithm imbalance chosen metrics { ...Metrics } }
      featureImportances { feature importance standardDeviation method direction }
      statements { text feature condition riskRatio low high support }
      warnings { code message column }
      comparison {
        champion { version }
        rows
        rocAucDifference { low high }
        brierDifference { low high }
        better
        sentence
      }
    }
  }
`,
  [MetricsFragment],
);

/** Fields of TrainChurnModelInput; loosely typed, since some tests send what the schema forbids. */
type TrainInput = Record<string, unknown>;

/** An answer of trainChurnModel. */
export type TrainAnswer = ResultOf<typeof TrainMutation>['trainChurnModel'];

/** What most tests need to know about a model. */
export type ModelAnswer = NonNullable<ResultOf<typeof ModelQuery>['churnModel']>;

/** Asks for a training. */
export async function askTraining(app: TestApp, input: TrainInput): Promise<TrainAnswer> {
  const { trainChurnModel } = await app.query(TrainMutation, {
    input: input as VariablesOf<typeof TrainMutation>['input'],
  });
  return trainChurnModel;
}

/** Trains and waits: the model's id and how the job ended. A refusal fails the test. */
export async function train(app: TestApp, input: TrainInput): Promise<{ id: string; outcome: SettledJob }> {
  const { churnModel, job, userErrors } = await askTraining(app, input);
  if (!churnModel || !job) throw new Error(`The training was refused: ${JSON.stringify(userErrors)}`);
  return { id: churnModel.id, outcome: await app.settled(job.id) };
}

/** Trains, waits, and makes the model champion, whether or not it is better than the one in place. */
export async function trainChampion(app: TestApp, input: TrainInput): Promise<string> {
  const { id, outcome } = await train(app, input);
  if (outcome.state !== 'COMPLETED') throw new Error(`The training ended as ${JSON.stringify(outcome)}.`);
  await promote(app, id);
  return id;
}

/** Makes a model champion. A refusal fails the test. */
export async function promote(app: TestApp, churnModelId: string, reason?: string): Promise<void> {
  const { promoteChurnModel } = await app.query(PromoteMutation, { input: { churnModelId, reason } });
  const { churnModel, userErrors } = promoteChurnModel;
  if (churnModel?.stage !== 'CHAMPION') throw new Error(`Not promoted: ${JSON.stringify(userErrors)}`);
}

/** Reads a model. */
export async function readModel(app: TestApp, id: string): Promise<ModelAnswer> {
  const { churnModel } = await app.query(ModelQuery, { id });
  if (!churnModel) throw new Error(`No model has the id "${id}".`);
  return churnModel;
}
