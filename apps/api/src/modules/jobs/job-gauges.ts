import type { DataSource } from 'typeorm';
import type { Gauge } from '../../platform/telemetry/gauge.js';

/** What waits and what runs, in all processes together. */
export function jobGauges(dataSource: DataSource): Gauge[] {
  return [
    {
      name: 'holdfast_jobs',
      help: 'Jobs that wait (PENDING: the depth of the queue) or run, of all processes on the database.',
      labels: ['kind', 'state'],
      read: async () => {
        const rows: { kind: string; state: string; count: number }[] = await dataSource.query(
          `select kind, state, count(*)::int as count from jobs where state in ('PENDING', 'RUNNING') group by kind, state`,
        );
        return rows.map(({ kind, state, count }) => ({ labels: { kind, state }, value: count }));
      },
    },
    {
      name: 'holdfast_jobs_waiting_seconds',
      help: 'How long the job has waited that waits longest; 0 if none does.',
      labels: [],
      read: async () => {
        const [row]: { seconds: number }[] = await dataSource.query(
          `select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as seconds
           from jobs where state = 'PENDING'`,
        );
        return [{ value: row!.seconds }];
      },
    },
  ];
}
