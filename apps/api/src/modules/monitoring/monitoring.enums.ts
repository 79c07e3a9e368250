import { MONITORING_ALERTS, MONITORING_STATES, RETRAIN_POLICIES } from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** What a check came to. */
export const MonitoringState = vocabularyEnum('MonitoringState', 'What a check came to.', MONITORING_STATES);
export type MonitoringState = keyof typeof MonitoringState;

/** What moved that matters. */
export const MonitoringAlert = vocabularyEnum(
  'MonitoringAlert',
  'What has changed of a model itself.',
  MONITORING_ALERTS,
);
export type MonitoringAlert = keyof typeof MonitoringAlert;

/** When a model is trained again without anybody asking. */
export const RetrainPolicy = vocabularyEnum(
  'RetrainPolicy',
  'When a model is trained again by itself.',
  RETRAIN_POLICIES,
);
export type RetrainPolicy = keyof typeof RetrainPolicy;
