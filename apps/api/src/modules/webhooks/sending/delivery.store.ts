import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import type { WebhookEvent } from '../webhooks.enums.js';
import { PATIENCE_MS } from './next-attempt.js';

/** A delivery that this process is to send now. */
export interface DueDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly messageId: string;
  readonly payload: unknown;
  /** How often it was sent before. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly url: string;
  /** What signs it: the secret of now, and the one before for a while after a rotation. */
  readonly secrets: readonly string[];
}

/** What came of an attempt. */
export interface Attempt {
  readonly delivery: Pick<DueDelivery, 'id' | 'endpointId'>;
  readonly status: number | null;
  readonly error: string | null;
  /** When to try again; null if it has arrived or is given up. */
  readonly next: Date | null;
}

/** How much may be sent at once. */
export interface Capacity {
  readonly total: number;
  readonly perEndpoint: number;
  /** How much is being sent to each endpoint now. */
  readonly busy: ReadonlyMap<string, number>;
}

/** A delivery that no process has settled so long after it took it is taken again: longer than any attempt lasts. */
const LEASE_SECONDS = 60;
const KEPT_DAYS = 30;
const GONE = 410;

const GONE_REASON = 'The receiver answered with the status 410: it is gone.';
const FAILING_REASON = 'Nothing has arrived for three days.';
const DISABLED_ERROR = 'its endpoint was disabled';

/** Stores deliveries, hands each to one process at a time, and keeps the health of their endpoints. */
export class DeliveryStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether anyone is to be told of an event. */
  async isAwaited(event: WebhookEvent): Promise<boolean> {
    const found: unknown[] = await this.dataSource.query(
      'select from webhook_endpoints where enabled and $1 = any(events) limit 1',
      [event],
    );
    return found.length > 0;
  }

  /** What the endpoints that are to be told of an event select, each by its id. */
  selecting(event: WebhookEvent): Promise<{ readonly id: string; readonly selection: string }[]> {
    return this.dataSource.query(
      `select id, selection from webhook_endpoints where enabled and $1 = any(events) and selection is not null`,
      [event],
    );
  }

  /**
   * Creates a delivery for each enabled endpoint that is to be told of an event, in the caller's transaction; once for
   * each `source`, however often it is called. `answers` are those to what endpoints select.
   */
  async announce(
    manager: EntityManager,
    event: WebhookEvent,
    source: string,
    payload: object,
    answers: ReadonlyMap<string, object>,
  ): Promise<void> {
    await manager.query(
      `insert into webhook_deliveries (endpoint_id, message_id, source, event, payload)
       select e.id, 'msg_' || replace(gen_random_uuid()::text, '-', ''), $2, $1,
         case when s.answer is null then $3::json else jsonb_set($3::jsonb, '{data}', $3::jsonb -> 'data' || s.answer)::json end
       from webhook_endpoints e left join unnest($4::uuid[], $5::jsonb[]) as s(id, answer) on s.id = e.id
       where e.enabled and $1 = any(e.events) on conflict do nothing`,
      [
        event,
        source,
        JSON.stringify(payload),
        [...answers.keys()],
        [...answers.values()].map((answer) => JSON.stringify(answer)),
      ],
    );
  }

  /** Takes deliveries that are due: they are this process's until their lease ends. */
  async take({ total, perEndpoint, busy }: Capacity): Promise<DueDelivery[]> {
    const [taken]: [DueDelivery[], number] = await this.dataSource.query(
      `with due as (
         select d.id from webhook_endpoints e
         left join unnest($1::uuid[], $2::int[]) as busy(id, deliveries) on busy.id = e.id
         cross join lateral (
           select id from webhook_deliveries
           where endpoint_id = e.id and state = 'PENDING' and next_attempt_at <= now()
           order by next_attempt_at limit greatest($3 - coalesce(busy.deliveries, 0), 0) for update skip locked
         ) d
         where e.enabled limit $4
       )
       update webhook_deliveries d set next_attempt_at = now() + make_interval(secs => ${LEASE_SECONDS})
       from due, webhook_endpoints e where d.id = due.id and e.id = d.endpoint_id
       returning d.id, d.endpoint_id as "endpointId", d.message_id as "messageId", d.payload, d.attempts,
         d.created_at as "createdAt", e.url,
         case when e.previous_secret_until > now() then array[e.secret, e.previous_secret] else array[e.secret] end as secrets`,
      [[...busy.keys()], [...busy.values()], perEndpoint, total],
    );
    return taken;
  }

  /** Gives deliveries back that were taken and not sent. */
  async giveBack(ids: readonly string[]): Promise<void> {
    await this.dataSource.query(
      `update webhook_deliveries set next_attempt_at = clock_timestamp() where id = any($1) and state = 'PENDING'`,
      [ids],
    );
  }

  /** Writes what came of attempts, and disables endpoints that are gone or have failed for three days. */
  async settle(attempts: readonly Attempt[]): Promise<void> {
    const endpoints = (among: readonly Attempt[]) => [
      ...new Set(among.map(({ delivery }) => delivery.endpointId)),
    ];
    const arrived = endpoints(attempts.filter(({ error }) => error === null));
    const failed = endpoints(attempts.filter(({ error }) => error !== null));
    // By far the most: one statement.
    if (failed.length === 0) return writeAttempts(this.dataSource.manager, attempts, arrived);
    await inTransaction(this.dataSource, async (manager) => {
      await writeAttempts(manager, attempts, arrived);
      const failing = failed.filter((id) => !arrived.includes(id));
      await manager.query(
        'update webhook_endpoints set failing_since = clock_timestamp() where id = any($1) and failing_since is null',
        [failing],
      );
      const gone = endpoints(attempts.filter(({ status }) => status === GONE));
      const [disabled]: [{ id: string }[], number] = await manager.query(
        `update webhook_endpoints set enabled = false,
           disabled_reason = case when id = any($1) then $3 else $4 end
         where enabled and (id = any($1) or
           (id = any($2) and failing_since < clock_timestamp() - make_interval(secs => $5))) returning id`,
        [gone, failing, GONE_REASON, FAILING_REASON, PATIENCE_MS / 1000],
      );
      await giveUp(
        manager,
        disabled.map(({ id }) => id),
      );
    });
  }

  /** Removes deliveries that were created a month ago. */
  async sweep(): Promise<void> {
    await this.dataSource.query(
      `delete from webhook_deliveries where created_at < now() - make_interval(days => ${KEPT_DAYS})`,
    );
  }
}

/** Gives up what is still to be sent to endpoints that were disabled. */
export async function giveUp(manager: EntityManager, endpointIds: readonly string[]): Promise<void> {
  if (endpointIds.length === 0) return;
  await manager.query(
    `update webhook_deliveries set state = 'FAILED', next_attempt_at = null, error = coalesce(error || '; ', '') || $2
     where endpoint_id = any($1) and state = 'PENDING'`,
    [endpointIds, DISABLED_ERROR],
  );
}

/** Writes what came of attempts, and that the endpoints where something arrived do not fail. */
async function writeAttempts(
  manager: EntityManager,
  attempts: readonly Attempt[],
  arrived: readonly string[],
): Promise<void> {
  await manager.query(
    `with recovered as (
       update webhook_endpoints set failing_since = null where id = any($5::uuid[]) and failing_since is not null
     )
     update webhook_deliveries d set attempts = d.attempts + 1, response_status = a.status, error = a.error,
       next_attempt_at = case when a.error is not null then a.next end,
       state = case when a.error is null then 'DELIVERED' when a.next is null then 'FAILED' else 'PENDING' end
     from unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[]) as a(id, status, error, next)
     where d.id = a.id and (d.state = 'PENDING' or a.error is null)`,
    [
      attempts.map(({ delivery }) => delivery.id),
      attempts.map(({ status }) => status),
      attempts.map(({ error }) => error),
      attempts.map(({ next }) => next),
      arrived,
    ],
  );
}
