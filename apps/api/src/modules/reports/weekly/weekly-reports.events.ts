import type { ReportKind } from '../reports.enums.js';

declare module '../../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** A weekly report can be read. */
    'report.written': {
      datasetId: string;
      reportLinkId: string;
      kind: ReportKind;
      title: string;
      url: string;
      expiresAt: string;
    };
  }
}
