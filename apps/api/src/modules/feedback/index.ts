import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import type { DatasetService } from '../datasets/index.js';
import type { StrategiesService } from '../strategies/index.js';
import { Feedback1767400000054 } from './feedback.migration.js';
import { CustomerFeedbackFields, FeedbackResolver } from './feedback.resolver.js';
import { FeedbackService } from './feedback.service.js';
import { FeedbackStore } from './feedback.store.js';
import { StrategyFeedback1767500000055 } from './strategy/strategy-feedback.migration.js';
import { StrategyFeedbackFields, StrategyFeedbackResolver } from './strategy/strategy-feedback.resolver.js';
import { StrategyFeedbackService } from './strategy/strategy-feedback.service.js';
import { StrategyFeedbackStore } from './strategy/strategy-feedback.store.js';

export const entities = [];
export const migrations = [Feedback1767400000054, StrategyFeedback1767500000055];

/** What the slice depends on. */
export interface FeedbackDependencies {
  readonly dataSource: DataSource;
  readonly datasets: Pick<DatasetService, 'lockForChange' | 'hold' | 'onRemoval'>;
  readonly strategies: Pick<StrategiesService, 'find'>;
  readonly clock: Clock;
}

/** Keeps what people say about customers, above all whom nobody may contact, and what they did with advice. */
export function createFeedback({ dataSource, datasets, strategies, clock }: FeedbackDependencies) {
  const store = new FeedbackStore(dataSource);
  const service = new FeedbackService({ dataSource, store, datasets, clock });
  datasets.onRemoval((manager, datasetId, rows) => store.remove(manager, datasetId, rows));
  const advice = new StrategyFeedbackStore(dataSource);
  const ofAdvice = new StrategyFeedbackService({ store: advice, datasets, strategies, clock });
  return {
    service,
    resolvers: [
      new FeedbackResolver(service),
      new CustomerFeedbackFields(store),
      new StrategyFeedbackResolver(ofAdvice),
      new StrategyFeedbackFields(advice),
    ],
  };
}
