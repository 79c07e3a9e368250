import {
  CHURN_ALGORITHMS,
  IMBALANCE_STRATEGIES,
  MODEL_STAGES,
  RISK_BANDS,
  TARGET_EVENTS,
  VALUE_PERIODS,
} from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** How a churn model computes. */
export const ChurnAlgorithm = vocabularyEnum(
  'ChurnAlgorithm',
  'The algorithm of a churn model.',
  CHURN_ALGORITHMS,
);
export type ChurnAlgorithm = keyof typeof ChurnAlgorithm;

/** How the rarity of leavers is handled, applied only to the customers that a model learns from. */
export const ImbalanceStrategy = vocabularyEnum(
  'ImbalanceStrategy',
  'How rare leavers are handled; applied only to the customers that a model is trained on.',
  IMBALANCE_STRATEGIES,
);
export type ImbalanceStrategy = keyof typeof ImbalanceStrategy;

/** The role of a model among the models of its dataset. */
export const ModelStage = vocabularyEnum(
  'ModelStage',
  'The role of a model among those of its dataset; at most one is the champion.',
  MODEL_STAGES,
);
export type ModelStage = keyof typeof ModelStage;

/** How urgent a customer is, relative to the model that scored. */
export const RiskBand = vocabularyEnum(
  'RiskBand',
  'How urgent a customer is, relative to the threshold and the average of the model that scored.',
  RISK_BANDS,
);
export type RiskBand = keyof typeof RiskBand;

/** What a model predicts. */
export const TargetEvent = vocabularyEnum('TargetEvent', 'What a model predicts.', TARGET_EVENTS);
export type TargetEvent = keyof typeof TargetEvent;

/** What a value is for. */
export const ValuePeriod = vocabularyEnum('ValuePeriod', 'What a value is for.', VALUE_PERIODS);
export type ValuePeriod = keyof typeof ValuePeriod;

/** How a rule compares a customer's number with its own. */
export const ComparisonOperator = vocabularyEnum(
  'ComparisonOperator',
  "How a rule compares a customer's number with its own.",
  {
    GT: 'Greater than the value.',
    GTE: 'Greater than or equal to the value.',
    LT: 'Less than the value.',
    LTE: 'Less than or equal to the value.',
    EQ: 'Equal to the value.',
  },
);
export type ComparisonOperator = keyof typeof ComparisonOperator;
