import type { MonitoringAlert } from './monitoring.enums.js';

declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** A check came to ALERT: something has changed that matters to the champion. */
    'monitoring.alerted': {
      datasetId: string;
      monitoringReportId: string;
      churnModelId: string;
      alerts: readonly MonitoringAlert[];
    };
  }
}
