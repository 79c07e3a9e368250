import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import type { ScoringModel } from '../../engine/index.js';
import type { ChurnDefinition } from '../definition/churn-definition.js';
import { type ScoringArtefact, unpackScoringModel } from '../scoring/scoring-artefact.js';
import type { PromisedQuality } from '../training/training.types.js';
import type { ChurnModel } from './churn-model.entity.js';

const KIND = 'holdfast churn model';
const VERSION = 1;
/** The largest file that is read, in bytes; a forest of a large dataset takes about ten million. */
export const MAX_MODEL_FILE_BYTES = 64 * 1024 * 1024;

const share = z.number().min(0).max(1);
const answer = {
  column: z.string(),
  event: z.enum(['LEFT', 'RESPONDED', 'OTHER']),
  words: z.string().nullable(),
};
const File = z.object({
  kind: z.literal(KIND),
  version: z.literal(VERSION),
  algorithm: z.enum(['LOGISTIC_REGRESSION', 'RANDOM_FOREST', 'GRADIENT_BOOSTING']),
  imbalance: z.enum(['NONE', 'CLASS_WEIGHT', 'RANDOM_OVERSAMPLE', 'RANDOM_UNDERSAMPLE', 'SMOTE']),
  target: z.discriminatedUnion('kind', [
    z.object({
      ...answer,
      kind: z.literal('label'),
      positiveValues: z.array(z.string()),
      unknownValues: z.array(z.string()),
    }),
    z.object({
      ...answer,
      kind: z.literal('rule'),
      operator: z.enum(['GT', 'GTE', 'LT', 'LTE', 'EQ']),
      value: z.number(),
    }),
  ]),
  promised: z.object({
    version: z.int(),
    trainedOn: z.int(),
    rate: share,
    rocAuc: share,
    brierScore: share,
  }),
  columns: z
    .array(z.object({ name: z.string(), type: z.enum(['NUMBER', 'CATEGORY', 'BOOLEAN', 'DATE']) }))
    .min(1),
  model: z.base64(),
});

/** A model as it travels: what it predicts, what it sees, and what it promised where it was trained. */
export interface ModelFile {
  readonly algorithm: z.infer<typeof File>['algorithm'];
  readonly imbalance: z.infer<typeof File>['imbalance'];
  readonly target: ChurnDefinition;
  readonly promised: PromisedQuality;
  readonly scoring: ScoringModel;
}

/** Writes a completed model as a file that another installation can read. */
export function writeModelFile(model: ChurnModel, { model: bytes, columns }: ScoringArtefact): Buffer {
  const { algorithm, imbalance, target, version, trainedOn, churnRate: rate } = model;
  const { rocAuc, brierScore } = model.metrics!;
  const promised = { version, trainedOn, rate, rocAuc, brierScore };
  const file = { kind: KIND, version: VERSION, algorithm, imbalance, target, promised, columns };
  return Buffer.from(JSON.stringify({ ...file, model: bytes.toString('base64') }));
}

/** Reads such a file; nothing in it is trusted. @throws AppError BAD_USER_INPUT */
export function readModelFile(bytes: Buffer): ModelFile {
  const parsed = File.safeParse(parseJson(bytes));
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues as [z.core.$ZodIssue];
    throw refused(`${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`);
  }
  const { algorithm, imbalance, target, promised, columns, model } = parsed.data;
  try {
    const scoring = unpackScoringModel({ model: Buffer.from(model, 'base64'), columns });
    return { algorithm, imbalance, target, promised, scoring };
  } catch (error) {
    if (error instanceof DamagedError) throw refused(error.message);
    throw error;
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw refused('it is not JSON');
  }
}

function refused(why: string): AppError {
  return new AppError('BAD_USER_INPUT', `The file is not a churn model that Holdfast wrote: ${why}.`);
}
