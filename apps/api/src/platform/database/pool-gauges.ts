import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Gauge } from '../telemetry/gauge.js';

/** How the connections of this process are doing, and whether the database answers. */
export function poolGauges(dataSource: DataSource): Gauge[] {
  const { master } = dataSource.driver as unknown as { master: pg.Pool };
  return [
    {
      name: 'holdfast_database_connections',
      help: 'Connections of the pool that serves requests: in use, idle, at most; and requests that wait for one.',
      labels: ['state'],
      read: () => [
        { labels: { state: 'used' }, value: master.totalCount - master.idleCount },
        { labels: { state: 'idle' }, value: master.idleCount },
        { labels: { state: 'most' }, value: master.options.max },
        { labels: { state: 'waiting' }, value: master.waitingCount },
      ],
    },
    {
      name: 'holdfast_database_up',
      help: '1 while the database answers, else 0; figures that it would have to tell are left out then.',
      labels: [],
      read: async () => [
        {
          value: await dataSource.query('select 1').then(
            () => 1,
            () => 0,
          ),
        },
      ],
    },
  ];
}
