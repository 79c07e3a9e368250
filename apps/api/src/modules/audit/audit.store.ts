import type { DataSource } from 'typeorm';
import type { Act, Settlement } from '../../platform/audit/audit-trail.js';

/** An event to be added. */
export interface NewAuditEvent {
  readonly id: string;
  /** The id of the event whose act this ends; null for the first event of an act. */
  readonly settles: string | null;
  readonly act: Act;
  /** Null while nothing has come of it. */
  readonly settlement: Settlement | null;
}

/** An event as it is hashed: PostgreSQL's own texts, so that nothing is rounded on the way. */
export interface StoredAuditEvent {
  readonly seq: string;
  readonly at: string;
  readonly id: string;
  readonly settles: string | null;
  readonly actor: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly dataset_id: string | null;
  readonly address: string | null;
  readonly outcome: string;
  readonly codes: string;
  /** In hexadecimal digits. */
  readonly hash: string;
}

const PAGE = 10_000;

/** Adds to the events of the audit and reads them; nothing changes them. */
export class AuditStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Adds events in this order, in one statement. Those that are there already are left out, so that it can be repeated. */
  async append(events: readonly NewAuditEvent[]): Promise<void> {
    const rows = events.map(({ id, settles, act, settlement }) => ({
      id,
      settles,
      actor: act.actor.name,
      actor_id: act.actor.id,
      action: act.action,
      subject: settlement?.subject ?? act.subject ?? null,
      dataset_id: settlement?.datasetId ?? act.datasetId ?? null,
      address: act.address,
      outcome: settlement?.outcome ?? 'ASKED',
      codes: settlement?.codes ?? [],
    }));
    await this.dataSource.query(
      `insert into audit_events (id, settles, actor, actor_id, action, subject, dataset_id, address, outcome, codes)
       select id, settles, actor, actor_id, action, subject, dataset_id, address, outcome, codes
       from rows from (jsonb_to_recordset($1) as (id uuid, settles uuid, actor text, actor_id text, action text, subject text,
         dataset_id uuid, address text, outcome text, codes text[])) with ordinality order by ordinality
       on conflict (id) do nothing`,
      [JSON.stringify(rows)],
    );
  }

  /** All events, from the first on, as of when it is asked for each page. */
  async *all(): AsyncGenerator<StoredAuditEvent> {
    for (let after = '0'; ; ) {
      const events: StoredAuditEvent[] = await this.dataSource.query(
        `select seq::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, id, settles, actor, actor_id,
           action, subject, dataset_id, address, outcome, array_to_string(codes, ',') as codes, encode(hash, 'hex') as hash
         from audit_events where audit_events.seq > $1 order by audit_events.seq limit ${PAGE}`,
        [after],
      );
      yield* events;
      if (events.length < PAGE) return;
      after = events.at(-1)!.seq;
    }
  }
}
