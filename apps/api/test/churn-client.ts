import type { SettledJob, TestApp } from './test-app.js';

/** An answer of trainChurnModel. */
export interface TrainAnswer {
  readonly churnModel: { readonly id: string; readonly version: number; readonly status: string } | null;
  readonly job: { readonly id: string; readonly kind: string } | null;
  readonly userErrors: readonly {
    readonly field: string[] | null;
    readonly message: string;
    readonly code: string;
  }[];
}

/** Asks for a training. */
export async function askTraining(app: TestApp, input: Record<string, unknown>): Promise<TrainAnswer> {
  const { trainChurnModel } = await app.query<{ trainChurnModel: TrainAnswer }>(
    `mutation ($input: TrainChurnModelInput!) {
      trainChurnModel(input: $input) {
        churnModel { id version status } job { id kind } userErrors { field message code }
      }
    }`,
    { input },
  );
  return trainChurnModel;
}

/** Trains and waits: the model's id and how the job ended. A refusal fails the test. */
export async function train(
  app: TestApp,
  input: Record<string, unknown>,
): Promise<{ id: string; outcome: SettledJob }> {
  const { churnModel, job, userErrors } = await askTraining(app, input);
  if (!churnModel || !job) throw new Error(`The training was refused: ${JSON.stringify(userErrors)}`);
  return { id: churnModel.id, outcome: await app.settled(job.id) };
}

/** What most tests want to know of a model. */
export interface ModelAnswer {
  readonly id: string;
  readonly stage: string;
  readonly status: string;
  readonly version: number;
  readonly algorithm: string;
  readonly imbalance: string;
  readonly features: string[];
  readonly definition: string;
  readonly trainedOn: number;
  readonly churnRate: number;
  readonly metrics: Record<string, number> | null;
  readonly candidates: {
    algorithm: string;
    imbalance: string;
    chosen: boolean;
    metrics: Record<string, number>;
  }[];
  readonly featureImportances: { feature: string; importance: number; direction: string | null }[];
  readonly statements: { text: string; feature: string; riskRatio: number; low: number; high: number }[];
  readonly warnings: { code: string; message: string; column: string | null }[];
}

/** Reads a model. */
export async function readModel(app: TestApp, id: string): Promise<ModelAnswer> {
  const metrics = `rocAuc rocAucLow rocAucHigh averagePrecision f1Score precision recall accuracy brierScore logLoss
    calibrationError topDecileLift decisionThreshold`;
  const { churnModel } = await app.query<{ churnModel: ModelAnswer }>(
    `query ($id: ID!) {
      churnModel(id: $id) {
        id stage status version algorithm imbalance features definition trainedOn churnRate
        metrics { ${metrics} }
        candidates { algorithm imbalance chosen metrics { ${metrics} } }
        featureImportances { feature importance standardDeviation method direction }
        statements { text feature condition riskRatio low high support }
        warnings { code message column }
      }
    }`,
    { id },
  );
  return churnModel;
}
