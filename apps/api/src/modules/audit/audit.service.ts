import { MAX_COUNTED_EVENTS } from '@holdfast/schema';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Connection } from '../../platform/graphql/connection.js';
import { type KeysetOrder, readKeyset } from '../../platform/graphql/read-keyset.js';
import type { AuditFilter } from './audit.inputs.js';
import { AuditEvent } from './audit-event.entity.js';

const NEWEST_FIRST: KeysetOrder = { columns: [{ name: 'seq', type: 'bigint' }], descending: true };

/** A condition for each field of a filter. */
const CONDITIONS: Readonly<Record<keyof AuditFilter, string>> = {
  actorId: 'event.actor_id = :actorId',
  action: 'event.action = :action',
  outcome: 'event.outcome = :outcome',
  datasetId: 'event.dataset_id = :datasetId',
  since: 'event.at >= :since',
  until: 'event.at < :until',
};

/** Shows the audit to those who may see all of it. */
export class AuditService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Newest first; `datasetId` in the filter is a key. It tells of every dataset and of people, so that a key which is
   * confined to datasets sees nothing of it. @throws AppError FORBIDDEN, BAD_USER_INPUT, BAD_CURSOR
   */
  list(
    call: CallContext,
    filter: AuditFilter,
    page: { readonly first: number; readonly after: string | null },
  ): Promise<Connection<AuditEvent>> {
    call.requireEverything('ADMIN');
    const query = this.dataSource.getRepository(AuditEvent).createQueryBuilder('event');
    const given = Object.entries(filter).filter(([, value]) => value != null);
    for (const [name, value] of given) {
      query.andWhere(CONDITIONS[name as keyof AuditFilter], { [name]: value });
    }
    return readKeyset(
      query,
      { name: 'audit events', of: Object.fromEntries(given) },
      page,
      NEWEST_FIRST,
      MAX_COUNTED_EVENTS,
    );
  }
}
