import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { CountColumns } from '../../platform/graphql/reachable-columns.js';
import type { Logger } from '../../platform/logger.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { DatasetService } from '../datasets/index.js';
import { Announcer } from './events/announcer.js';
import { Links } from './events/links.js';
import { ToldCustomers } from './events/told-customers.js';
import type { ReadVerdicts } from './events/told-verdicts.js';
import { DeliveryStore } from './sending/delivery.store.js';
import { deliveryGauges } from './sending/delivery-gauges.js';
import { DestinationGuard } from './sending/destination-guard.js';
import { WebhookClient } from './sending/webhook-client.js';
import { WebhookSender } from './sending/webhook-sender.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import './webhooks.events.js';
import { Selections } from './selection/selections.js';
import { WebhookSelections1768200001202 } from './selection/selections.migration.js';
import { Webhooks1766400001201 } from './webhooks.migration.js';
import { WebhookResolver } from './webhooks.resolver.js';
import { WebhookService } from './webhooks.service.js';

export const entities = [WebhookEndpoint, WebhookDelivery];
export const migrations = [Webhooks1766400001201, WebhookSelections1768200001202];

/** What the slice depends on. */
export interface WebhooksDependencies {
  readonly dataSource: DataSource;
  readonly datasets: Pick<DatasetService, 'find' | 'lockSeen' | 'onRemoval'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What the newest campaigns of a dataset came to. */
  readonly verdicts: ReadVerdicts;
  /** Under which address links in what is sent lead here. */
  readonly publicUrl: string;
  /** Inner networks that may be sent to. */
  readonly allow: readonly string[];
  readonly columnCounts: CountColumns;
}

const SUBSCRIBER = 'webhooks';

/** Tells other services what happens to datasets. Listens to the events of the other slices, and no slice knows it. */
export function createWebhooks(deps: WebhooksDependencies) {
  const { dataSource, datasets, outbox, clock, logger, verdicts, publicUrl, allow, columnCounts } = deps;
  const selections = new Selections(columnCounts);
  const guard = new DestinationGuard(allow);
  const deliveries = new DeliveryStore(dataSource);
  const sender = new WebhookSender(deliveries, new WebhookClient(guard), clock, logger);
  const told = new ToldCustomers(dataSource);
  const links = new Links(publicUrl);
  const wake = () => sender.wake();
  const announcer = new Announcer({
    dataSource,
    datasets,
    deliveries,
    told,
    links,
    selections,
    clock,
    onAnnounced: wake,
  });
  const service = new WebhookService({
    ...{ dataSource, outbox, guard, selections, links, clock },
    onQueued: wake,
  });
  datasets.onRemoval((manager, datasetId, rows) => told.remove(manager, datasetId, rows));

  outbox.on('webhooks.subscribed', SUBSCRIBER, (_, call) => announcer.beginFollowing(call));
  outbox.on('dataset.imported', SUBSCRIBER, async ({ datasetId, mode }, call) => {
    const customers = (await datasets.find(call, datasetId))?.customerCount ?? 0;
    await announcer.announce(call, 'DATASET_IMPORTED', datasetId, {
      mode,
      counts: { customers },
      url: links.screen(datasetId),
    });
  });
  outbox.on('segmentation.activated', SUBSCRIBER, async ({ datasetId, segmentationId, k, fitted }, call) => {
    if (!fitted) return;
    const customers = (await datasets.find(call, datasetId))?.customerCount ?? 0;
    await announcer.announce(call, 'SEGMENTATION_COMPLETED', datasetId, {
      segmentationId: toGlobalId('Segmentation', segmentationId),
      counts: { customers, segments: k },
      url: links.screen(datasetId, 'segments'),
    });
  });
  outbox.on('churn.promoted', SUBSCRIBER, ({ datasetId, churnModelId }, call) =>
    announcer.announce(call, 'CHURN_MODEL_PROMOTED', datasetId, {
      churnModelId: toGlobalId('ChurnModel', churnModelId),
      url: links.screen(datasetId, 'churn'),
    }),
  );
  outbox.on('memberships.updated', SUBSCRIBER, ({ datasetId, rows }, call) =>
    announcer.announceMoves(call, 'segment', datasetId, rows),
  );
  outbox.on('scores.updated', SUBSCRIBER, ({ datasetId, rows }, call) =>
    announcer.announceMoves(call, 'riskBand', datasetId, rows),
  );
  outbox.on(
    'monitoring.alerted',
    SUBSCRIBER,
    ({ datasetId, monitoringReportId, churnModelId, alerts }, call) =>
      announcer.announce(call, 'MONITORING_ALERT', datasetId, {
        monitoringReportId: toGlobalId('MonitoringReport', monitoringReportId),
        churnModelId: toGlobalId('ChurnModel', churnModelId),
        alerts,
        url: links.screen(datasetId, 'monitoring'),
      }),
  );
  outbox.on('report.written', SUBSCRIBER, ({ datasetId, ...facts }, call) =>
    announcer.announce(call, 'REPORT_WRITTEN', datasetId, facts),
  );
  outbox.on('outcomes.recorded', SUBSCRIBER, ({ datasetId }, call) =>
    announcer.announceVerdicts(call, datasetId, verdicts),
  );
  return {
    service,
    sender,
    selections,
    gauges: deliveryGauges(dataSource),
    resolvers: [new WebhookResolver(service)],
  };
}
