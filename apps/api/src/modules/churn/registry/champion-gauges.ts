import type { DataSource } from 'typeorm';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { type Gauge, MAX_SERIES, type Reading } from '../../../platform/telemetry/gauge.js';

interface Row {
  readonly datasetId: string;
  readonly version: number;
  readonly trained: number;
}

/** Which model scores each dataset. Of very many, those that were trained last. */
export function championGauges(dataSource: DataSource): Gauge[] {
  const read = async (figureOf: (row: Row) => number): Promise<Reading[]> => {
    const rows: Row[] = await dataSource.query(
      `select m.dataset_id as "datasetId", m.version, extract(epoch from m.created_at)::float8 as trained
       from churn_models m where m.stage = 'CHAMPION' and m.dataset_id not in (select id from deleted_datasets)
       order by m.created_at desc limit ${MAX_SERIES}`,
    );
    return rows.map((row) => ({
      labels: { dataset: toGlobalId('Dataset', row.datasetId) },
      value: figureOf(row),
    }));
  };
  return [
    {
      name: 'holdfast_champion_version',
      help: 'Version of the model that scores a dataset.',
      labels: ['dataset'],
      read: () => read(({ version }) => version),
    },
    {
      name: 'holdfast_champion_trained_seconds',
      help: 'When its training was asked for, in seconds since 1970.',
      labels: ['dataset'],
      read: () => read(({ trained }) => trained),
    },
  ];
}
