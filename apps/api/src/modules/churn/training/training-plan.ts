import { MIN_TRAINING_ROWS } from '@holdfast/schema';
import type { FeatureColumnSpec } from '../../engine/index.js';
import {
  type ColumnFacts,
  chooseFeatures,
  type FeatureSpec,
  type LeftOutColumn,
} from '../../feature-matrix/index.js';
import type { ChurnAlgorithm, ImbalanceStrategy } from '../churn.enums.js';
import type { ChurnDefinition } from '../definition/churn-definition.js';
import type { TrainingRequest } from '../registry/churn-model.entity.js';
import { isRepeatedId } from './repeated-ids.js';
import type { TargetSpec } from './target.js';
import type { Algorithm, TrainingOptions } from './training.types.js';

/** What the engine should read and do. */
export interface TrainingPlan {
  readonly spec: FeatureSpec;
  readonly options: TrainingOptions;
  /** Columns that are not learned from, with the reason to be read after the name. */
  readonly leftOut: readonly LeftOutColumn[];
}

const ALGORITHMS: Record<ChurnAlgorithm, Algorithm | 'auto'> = {
  AUTO: 'auto',
  LOGISTIC_REGRESSION: 'logisticRegression',
  RANDOM_FOREST: 'randomForest',
  GRADIENT_BOOSTING: 'gradientBoosting',
};

/** What may be learned from. */
const ROLES: readonly ColumnFacts['role'][] = ['FEATURE', 'MONETARY_VALUE'];

type CoreStrategy = Exclude<TrainingOptions['imbalance'], 'auto'>;

const STRATEGIES: Record<ImbalanceStrategy, TrainingOptions['imbalance']> = {
  AUTO: 'auto',
  NONE: 'none',
  CLASS_WEIGHT: 'classWeight',
  RANDOM_OVERSAMPLE: 'randomOverSample',
  RANDOM_UNDERSAMPLE: 'randomUnderSample',
  SMOTE: 'smote',
};

/** The engine's name of an algorithm that is one of its own. */
export function engineAlgorithm(algorithm: Exclude<ChurnAlgorithm, 'AUTO'>): Algorithm {
  return ALGORITHMS[algorithm] as Algorithm;
}

/** The engine's name of a strategy. */
export function engineImbalance(strategy: Exclude<ImbalanceStrategy, 'AUTO'>): CoreStrategy {
  return STRATEGIES[strategy] as CoreStrategy;
}

/** The API's names for the engine's best candidate. */
export function algorithmName(algorithm: Algorithm): ChurnAlgorithm {
  return keyOf(ALGORITHMS, algorithm);
}

/** The API's name for the engine's imbalance strategy. */
export function imbalanceName(imbalance: TrainingOptions['imbalance']): ImbalanceStrategy {
  return keyOf(STRATEGIES, imbalance);
}

function keyOf<K extends string, V>(names: Record<K, V>, value: V): K {
  return (Object.keys(names) as K[]).find((name) => names[name] === value)!;
}

/**
 * Plans a training: the features that may be used, the column with the answers, and how to search.
 * @throws AppError from `chooseFeatures` if a requested feature cannot be used or none is left.
 */
export function planTraining(
  { target, request }: { readonly target: ChurnDefinition; readonly request: TrainingRequest },
  columns: readonly ColumnFacts[],
  rows: number,
): TrainingPlan {
  const ids = columns.filter((facts) => facts.name !== target.column && isRepeatedId(facts, rows));
  const without = new Map([
    ...ids.map(({ name }) => [name, 'names the customers of several rows'] as const),
    [target.column, 'tells what is to be predicted'],
  ]);
  const { spec, leftOut } = chooseFeatures(columns, rows, {
    features: request.features,
    roles: ROLES,
    without,
  });
  const column = toSpec(columns.find(({ name }) => name === target.column)!);
  return {
    spec: { ...spec, alongside: [column, ...ids.map(toSpec)] },
    leftOut: [...leftOut, ...notOffered(columns, [{ name: target.column }, ...spec.columns, ...leftOut])],
    options: {
      target: toTarget(target, column),
      minRows: MIN_TRAINING_ROWS,
      algorithm: ALGORITHMS[request.algorithm],
      imbalance: STRATEGIES[request.imbalance],
      seed: request.seed,
      acknowledgedLeakage: request.acknowledgedLeakage,
      onLeakage: request.onLeakage,
      customerIds: ids.map(({ name }) => name),
    },
  };
}

/** The columns that are not features by their role, or that were not asked for. */
function notOffered(
  columns: readonly ColumnFacts[],
  settled: readonly { readonly name: string }[],
): LeftOutColumn[] {
  return columns
    .filter(({ name, role }) => role !== 'CUSTOMER_ID' && !settled.some((one) => one.name === name))
    .map(({ name, role }) => ({
      name,
      reason: ROLES.includes(role) ? 'was not asked for' : `has the role ${role}`,
    }));
}

function toTarget(definition: ChurnDefinition, column: FeatureColumnSpec): TargetSpec {
  if (definition.kind === 'rule') {
    return { kind: 'rule', column, operator: definition.operator, value: definition.value };
  }
  const stored = (values: readonly string[]) => values.map((value) => storedValue(value, column.type));
  const { positiveValues, unknownValues } = definition;
  return { kind: 'label', column, positives: stored(positiveValues), unknown: stored(unknownValues) };
}

/** A label's value as the engine reads it, with booleans as 1 and 0. */
function storedValue(value: string, type: FeatureColumnSpec['type']): string | number {
  if (type === 'BOOLEAN') return value === 'true' ? 1 : 0;
  return type === 'NUMBER' ? Number(value) : value;
}

function toSpec({ name, type }: ColumnFacts): FeatureColumnSpec {
  return { name, type: type === 'TEXT' ? 'CATEGORY' : type };
}
