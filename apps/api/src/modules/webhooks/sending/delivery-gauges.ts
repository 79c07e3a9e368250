import type { DataSource } from 'typeorm';
import type { Gauge } from '../../../platform/telemetry/gauge.js';

/** What waits to be sent, and where nothing arrives. */
export function deliveryGauges(dataSource: DataSource): Gauge[] {
  return [
    {
      name: 'holdfast_webhook_lag_seconds',
      help: 'How long the delivery is overdue that is overdue longest; 0 if none is.',
      labels: [],
      read: async () => {
        const [row]: { seconds: number }[] = await dataSource.query(
          `select coalesce(extract(epoch from greatest(clock_timestamp() - min(next_attempt_at), '0')), 0)::float8 as seconds
           from webhook_deliveries where state = 'PENDING'`,
        );
        return [{ value: row!.seconds }];
      },
    },
    {
      name: 'holdfast_webhook_deliveries',
      help: 'Deliveries that wait: NEW ones, and those that have FAILED before and are tried again.',
      labels: ['state'],
      read: async () => {
        const rows: { state: string; count: number }[] = await dataSource.query(
          `select case when attempts = 0 then 'NEW' else 'FAILED' end as state, count(*)::int as count
           from webhook_deliveries where state = 'PENDING' group by 1`,
        );
        return rows.map(({ state, count }) => ({ labels: { state }, value: count }));
      },
    },
    {
      name: 'holdfast_webhook_endpoints',
      help: 'Endpoints of webhooks: those that receive, fail, or are disabled.',
      labels: ['state'],
      read: async () => {
        const rows: { state: string; count: number }[] = await dataSource.query(
          `select case when not enabled then 'disabled' when failing_since is null then 'receiving' else 'failing' end
             as state, count(*)::int as count from webhook_endpoints group by 1`,
        );
        return rows.map(({ state, count }) => ({ labels: { state }, value: count }));
      },
    },
  ];
}
