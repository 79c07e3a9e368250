import { Arg, Authorized, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { LOOKUP, listBy } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { ChurnModel, type MonitoredModels } from '../churn/index.js';
import { Dataset } from '../datasets/index.js';
import type { Job } from '../jobs/index.js';
import {
  AcknowledgeMonitoringInput,
  AcknowledgeMonitoringPayload,
  type MonitoringAcknowledgement,
} from './acknowledged/index.js';
import {
  CheckDriftInput,
  CheckDriftPayload,
  MonitoringSettings,
  SetMonitoringInput,
  SetMonitoringPayload,
} from './monitoring.inputs.js';
import type { MonitoringService } from './monitoring.service.js';
import { MonitoringReport, MonitoringReportConnection } from './monitoring-report.entity.js';

/** Resolves reports and what makes them. */
@Resolver(() => MonitoringReport)
export class MonitoringResolver {
  constructor(
    private readonly service: MonitoringService,
    private readonly models: MonitoredModels,
  ) {}

  @Authorized('ANALYST')
  @Mutation(() => CheckDriftPayload, {
    description:
      'Compares the customers of now with those that the champion learned from, in a job; one that is waiting is joined.',
  })
  checkDrift(
    @Ctx() call: CallContext,
    @Arg('input', () => CheckDriftInput, { description: 'Which dataset.' }) { datasetId }: CheckDriftInput,
  ): Promise<CheckDriftPayload> {
    return withUserErrors({ job: null as Job | null }, async () => ({
      job: await this.service.check(call, requireKey('Dataset', datasetId, ['datasetId'])),
    }));
  }

  @Authorized('ANALYST')
  @Mutation(() => SetMonitoringPayload, {
    description: 'Sets when a dataset is checked by itself, and what follows.',
  })
  setMonitoring(
    @Ctx() call: CallContext,
    @Arg('input', () => SetMonitoringInput, { description: 'The settings to change.' })
    { datasetId, everyHours, retrain, promoteWhenBetter }: SetMonitoringInput,
  ): Promise<SetMonitoringPayload> {
    return withUserErrors({ settings: null as MonitoringSettings | null }, async () => ({
      settings: await this.service.set(call, requireKey('Dataset', datasetId, ['datasetId']), {
        ...(everyHours != null && { everyHours }),
        ...(retrain != null && { retrain }),
        ...(promoteWhenBetter != null && { promoteWhenBetter }),
      }),
    }));
  }

  @Authorized('ANALYST')
  @Mutation(() => AcknowledgeMonitoringPayload, {
    description:
      'Notes that somebody has looked into what the last check of a dataset found, and keeps its alerts silent for a while if they ask for it. What was noted before on that check is replaced.',
  })
  acknowledgeMonitoring(
    @Ctx() call: CallContext,
    @Arg('input', () => AcknowledgeMonitoringInput, { description: 'Which dataset, and what is said.' })
    { datasetId, ...said }: AcknowledgeMonitoringInput,
  ): Promise<AcknowledgeMonitoringPayload> {
    return withUserErrors({ acknowledgement: null as MonitoringAcknowledgement | null }, async () => ({
      acknowledgement: await this.service.acknowledge(
        call,
        requireKey('Dataset', datasetId, ['datasetId']),
        said,
      ),
    }));
  }

  @FieldResolver(() => ChurnModel, {
    nullable: true,
    description: 'The model that it is about; null if it was deleted.',
  })
  churnModel(
    @Root() { churnModelId: id, datasetId }: MonitoringReport,
    @Ctx() call: CallContext,
  ): Promise<ChurnModel | null> {
    return call.load(this.models.byKey, { id, datasetId });
  }

  @FieldResolver(() => ChurnModel, {
    nullable: true,
    description: 'The model that was trained because of it; see decision.',
  })
  async retrained(
    @Root() { retrainedId: id, datasetId }: MonitoringReport,
    @Ctx() call: CallContext,
  ): Promise<ChurnModel | null> {
    return id === null ? null : call.load(this.models.byKey, { id, datasetId });
  }
}

/** What monitoring adds to a dataset. */
@Resolver(() => Dataset)
export class DatasetMonitoringFields {
  constructor(private readonly service: MonitoringService) {}

  @FieldResolver(() => MonitoringReportConnection, {
    complexity: listBy('first', { each: 10 }),
    description: 'Reports on whether customers are still those that the champion learned from, newest first.',
  })
  monitoring(
    @Ctx() call: CallContext,
    @Root() { id }: Dataset,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Connection<MonitoringReport>> {
    return this.service.reports(call, id, first ?? 20, after);
  }

  @FieldResolver(() => MonitoringSettings, {
    complexity: LOOKUP,
    description: 'When it is checked by itself, and what follows.',
  })
  monitoringSettings(@Ctx() call: CallContext, @Root() { id }: Dataset): Promise<MonitoringSettings> {
    return this.service.settings(call, id);
  }
}
