import { Arg, Authorized, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { COMPUTATION, listBy } from '../../platform/graphql/complexity.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { Dataset } from '../datasets/index.js';
import { ReportLink } from './report-link.entity.js';
import {
  CreateReportLinkInput,
  CreateReportLinkPayload,
  RevokeReportLinkInput,
  RevokeReportLinkPayload,
} from './reports.inputs.js';
import type { ReportsService } from './reports.service.js';

/** Resolves reports that are shared. */
@Resolver(() => Dataset)
export class ReportsResolver {
  constructor(private readonly service: ReportsService) {}

  @Authorized('ANALYST')
  @Mutation(() => CreateReportLinkPayload, {
    complexity: COMPUTATION,
    description:
      'Shares a report as it is now with whoever gets its address, without an account, for at most 90 days. It says what is true of many customers and names none; each opening is noted in the audit.',
  })
  createReportLink(
    @Ctx() call: CallContext,
    @Arg('input', () => CreateReportLinkInput, { description: 'Which report, and for how long.' })
    { datasetId, kind, about, days }: CreateReportLinkInput,
  ): Promise<CreateReportLinkPayload> {
    return withUserErrors({ reportLink: null as ReportLink | null, url: null as string | null }, async () => {
      const key = requireKey('Dataset', datasetId, ['datasetId']);
      return this.service.share(call, { kind, datasetId: key, about: about ?? null }, days ?? 30);
    });
  }

  @Authorized('ANALYST')
  @Mutation(() => RevokeReportLinkPayload, {
    description: 'Takes a shared report back: its address leads to nothing from now on.',
  })
  revokeReportLink(
    @Ctx() call: CallContext,
    @Arg('input', () => RevokeReportLinkInput, { description: 'Which link.' })
    { reportLinkId }: RevokeReportLinkInput,
  ): Promise<RevokeReportLinkPayload> {
    return withUserErrors({ reportLink: null as ReportLink | null }, async () => ({
      reportLink: await this.service.revoke(call, requireKey('ReportLink', reportLinkId, ['reportLinkId'])),
    }));
  }

  @FieldResolver(() => [ReportLink], {
    complexity: listBy('first'),
    description:
      'The reports on it that were shared, newest first; those that can no longer be opened as well.',
  })
  reportLinks(
    @Ctx() call: CallContext,
    @Root() { id }: Dataset,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1..100.' })
    first: number | null,
  ): Promise<ReportLink[]> {
    return this.service.list(call, id, first ?? 20);
  }
}
