import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import type { DatasetService } from '../datasets/index.js';
import { Feedback1767400000054 } from './feedback.migration.js';
import { CustomerFeedbackFields, FeedbackResolver } from './feedback.resolver.js';
import { FeedbackService } from './feedback.service.js';
import { FeedbackStore } from './feedback.store.js';

export const entities = [];
export const migrations = [Feedback1767400000054];

/** What the slice depends on. */
export interface FeedbackDependencies {
  readonly dataSource: DataSource;
  readonly datasets: Pick<DatasetService, 'lockForChange' | 'onRemoval'>;
  readonly clock: Clock;
}

/** Keeps what people who work with customers say about them, above all whom nobody may contact. */
export function createFeedback({ dataSource, datasets, clock }: FeedbackDependencies) {
  const store = new FeedbackStore(dataSource);
  const service = new FeedbackService({ dataSource, store, datasets, clock });
  datasets.onRemoval((manager, datasetId, rows) => store.remove(manager, datasetId, rows));
  return { service, resolvers: [new FeedbackResolver(service), new CustomerFeedbackFields(store)] };
}
