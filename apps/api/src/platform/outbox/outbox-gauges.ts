import type { DataSource } from 'typeorm';
import type { Gauge } from '../telemetry/gauge.js';

/** What waits to be delivered. */
export function outboxGauges(dataSource: DataSource): Gauge[] {
  return [
    {
      name: 'holdfast_outbox_events',
      help: 'Events that wait for a handler, and those that were set aside after their last attempt.',
      labels: ['handler', 'state'],
      read: async () => {
        const rows: { handler: string; state: string; count: number }[] = await dataSource.query(
          `select handler, case when given_up_at is null then 'waiting' else 'set aside' end as state,
             count(*)::int as count from outbox group by 1, 2`,
        );
        return rows.map(({ handler, state, count }) => ({ labels: { handler, state }, value: count }));
      },
    },
    {
      name: 'holdfast_outbox_lag_seconds',
      help: 'Age of the oldest event that still waits for a handler; 0 if none does.',
      labels: [],
      read: async () => {
        const [row]: { seconds: number }[] = await dataSource.query(
          `select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as seconds
           from outbox where given_up_at is null`,
        );
        return [{ value: row!.seconds }];
      },
    },
  ];
}
