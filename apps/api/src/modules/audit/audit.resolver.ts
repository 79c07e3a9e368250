import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listBy } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import { AuditFilter } from './audit.inputs.js';
import type { AuditService } from './audit.service.js';
import { type AuditEvent, AuditEventConnection } from './audit-event.entity.js';

/** Resolves who did what. */
@Resolver()
export class AuditResolver {
  constructor(readonly audit: AuditService) {}

  @Authorized('ADMIN')
  @Query(() => AuditEventConnection, {
    complexity: listBy('first'),
    description:
      'Who did what, when and from where, newest first: mutations, sign-ins, exports and uploads. `totalCount` counts 10,000 at most. ADMIN only, with access to all datasets.',
  })
  auditEvents(
    @Ctx() call: CallContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('filter', () => AuditFilter, { nullable: true, description: 'Which of them. Default: all.' })
    filter: AuditFilter | null,
  ): Promise<Connection<AuditEvent>> {
    const given = filter?.datasetId ?? null;
    const datasetId = given === null ? null : requireKey('Dataset', given, ['filter', 'datasetId']);
    const page = { first: first ?? 50, after };
    return this.audit.list(call, { ...filter, datasetId }, page);
  }
}
