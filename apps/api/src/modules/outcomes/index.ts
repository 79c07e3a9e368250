import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { DatasetService, UploadReader } from '../datasets/index.js';
import { OutcomeFiles } from './file/outcome-files.js';
import { LabelReadings1768900001002 } from './label-readings.migration.js';
import { CustomerOutcomeFields, OutcomeFileResolver, OutcomeResolver } from './outcome.resolver.js';
import { OutcomeService } from './outcome.service.js';
import { OutcomeStore } from './outcome.store.js';
import './outcomes.events.js';
import { Outcomes1766300001001 } from './outcomes.migration.js';

export const entities = [];
export const migrations = [Outcomes1766300001001, LabelReadings1768900001002];

/** What the slice depends on. */
export interface OutcomesDependencies {
  readonly dataSource: DataSource;
  readonly datasets: Pick<DatasetService, 'requireReady' | 'lockForChange' | 'onRemoval' | 'onMerge'>;
  readonly reader: Pick<UploadReader, 'withTable'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** Keeps what became of customers, for whoever measures with it. */
export function createOutcomes({ dataSource, datasets, reader, outbox, clock }: OutcomesDependencies) {
  const store = new OutcomeStore(dataSource);
  const service = new OutcomeService({ dataSource, store, datasets, outbox, clock });
  datasets.onRemoval((manager, datasetId, rows) => store.remove(manager, datasetId, rows));
  datasets.onMerge((manager, datasetId, given) => service.recordLabels(manager, datasetId, given));
  const files = new OutcomeFiles({ dataSource, store, datasets, reader, outbox, clock });
  return {
    service,
    resolvers: [
      new OutcomeResolver(service),
      new OutcomeFileResolver(files),
      new CustomerOutcomeFields(store),
    ],
  };
}
