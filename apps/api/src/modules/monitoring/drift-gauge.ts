import type { DataSource } from 'typeorm';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { type Gauge, MAX_SERIES } from '../../platform/telemetry/gauge.js';

/** What the last check of each dataset came to. Of very many, those that were checked last. */
export function driftGauge(dataSource: DataSource): Gauge {
  return {
    name: 'holdfast_drift_state',
    help: '1 for what the last check of a dataset came to: QUIET, WATCH, ALERT, or why it could not be told.',
    labels: ['dataset', 'state'],
    read: async () => {
      const rows: { datasetId: string; state: string }[] = await dataSource.query(
        `select dataset_id as "datasetId", state from (
           select distinct on (dataset_id) dataset_id, state, checked_at from monitoring_reports
           where dataset_id not in (select id from deleted_datasets) order by dataset_id, checked_at desc, id desc
         ) newest order by checked_at desc limit ${MAX_SERIES}`,
      );
      return rows.map(({ datasetId, state }) => ({
        labels: { dataset: toGlobalId('Dataset', datasetId), state },
        value: 1,
      }));
    },
  };
}
