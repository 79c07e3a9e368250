import { MAX_REPLAYED_DELIVERIES, MAX_WEBHOOK_ENDPOINTS } from '@holdfast/schema';
import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import type { Connection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { NEWEST_FIRST, readKeyset } from '../../platform/graphql/read-keyset.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import { readEndpointUrl } from './endpoint-url.js';
import { examplePayload } from './events/example-payload.js';
import type { Links } from './events/links.js';
import type { Selections } from './selection/selections.js';
import { giveUp } from './sending/delivery.store.js';
import type { DestinationGuard } from './sending/destination-guard.js';
import { createWebhookSecret } from './sending/sign.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import type { DeliveryState, WebhookEvent } from './webhooks.enums.js';

/** What the service depends on. */
export interface WebhookDependencies {
  readonly dataSource: DataSource;
  readonly outbox: Outbox;
  readonly guard: DestinationGuard;
  readonly selections: Selections;
  readonly links: Links;
  readonly clock: Clock;
  /** Called when there is something to be sent. */
  readonly onQueued: () => void;
}

/** What can be changed of an endpoint; what is null stays. */
interface EndpointChange {
  readonly url?: string | null;
  readonly events?: readonly WebhookEvent[] | null;
  readonly enabled?: boolean | null;
  /** An empty one removes it. */
  readonly selection?: string | null;
}

/** Deliveries of an endpoint, by when they were created. */
interface DeliveryRange {
  readonly since: Date;
  readonly until?: Date | null;
  readonly states?: readonly DeliveryState[] | null;
}

/** An endpoint and the secret that it was given. */
export interface EndpointWithSecret {
  readonly webhookEndpoint: WebhookEndpoint;
  readonly secret: string;
}

/** How long the secret of before signs beside the new one. */
const OVERLAP_HOURS = 24;
/** What is made and deleted at the same time is counted in turn. */
const COUNTING = `pg_advisory_xact_lock(hashtextextended('webhook endpoints', 0))`;

/**
 * Manages endpoints and their deliveries. They concern the whole installation, so keys that are confined to datasets
 * are refused. Ids are keys.
 */
export class WebhookService {
  constructor(private readonly deps: WebhookDependencies) {}

  /** Newest first. @throws AppError FORBIDDEN */
  list(call: CallContext, first: number, after: string | null): Promise<Connection<WebhookEndpoint>> {
    call.requireEverything('ADMIN');
    const query = this.deps.dataSource.getRepository(WebhookEndpoint).createQueryBuilder('endpoint');
    return readKeyset(query, { name: 'webhook endpoints' }, { first, after }, NEWEST_FIRST);
  }

  /** Null if there is none. @throws AppError FORBIDDEN */
  async find(call: CallContext, id: string): Promise<WebhookEndpoint | null> {
    call.requireEverything('ADMIN');
    return this.deps.dataSource.getRepository(WebhookEndpoint).findOneBy({ id });
  }

  /** Those of an endpoint, newest first. @throws AppError FORBIDDEN */
  deliveries(
    call: CallContext,
    endpointId: string,
    first: number,
    after: string | null,
  ): Promise<Connection<WebhookDelivery>> {
    call.requireEverything('ADMIN');
    const query = this.deps.dataSource
      .getRepository(WebhookDelivery)
      .createQueryBuilder('delivery')
      .where('delivery.endpoint_id = :endpointId', { endpointId });
    const list = { name: 'webhook deliveries', of: endpointId };
    return readKeyset(query, list, { first, after }, NEWEST_FIRST);
  }

  /** Creates an endpoint; its secret is only in this answer. @throws AppError FORBIDDEN, BAD_USER_INPUT */
  async create(
    call: CallContext,
    {
      url,
      events,
      selection,
    }: { readonly url: string; readonly events: readonly WebhookEvent[]; readonly selection?: string | null },
  ): Promise<EndpointWithSecret> {
    call.requireEverything('ADMIN');
    if (selection) await this.deps.selections.check(call, selection);
    const secret = createWebhookSecret();
    const [address, told] = [readEndpointUrl(url, this.deps.guard), readEvents(events)];
    const webhookEndpoint = await inTransaction(this.deps.dataSource, async (manager) => {
      await requireRoom(manager);
      const [{ id }] = await manager.query(
        `insert into webhook_endpoints (id, url, events, secret, selection)
         values (gen_random_uuid(), $1, $2, $3, $4) returning id`,
        [address, told, secret, selection || null],
      );
      await this.#subscribe(manager);
      return get(manager, id);
    });
    return { webhookEndpoint, secret };
  }

  /** @throws AppError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT with the field at fault */
  async update(
    call: CallContext,
    id: string,
    { url, events, enabled, selection }: EndpointChange,
  ): Promise<WebhookEndpoint> {
    call.requireEverything('ADMIN');
    if (selection) await this.deps.selections.check(call, selection);
    const address = url == null ? null : readEndpointUrl(url, this.deps.guard);
    const told = events == null ? null : readEvents(events);
    return inTransaction(this.deps.dataSource, async (manager) => {
      await get(manager, id);
      await manager.query(
        `update webhook_endpoints set url = coalesce($2, url), events = coalesce($3, events), enabled = coalesce($4, enabled),
           selection = nullif(coalesce($5, selection), ''),
           disabled_reason = case when $4::bool is null then disabled_reason end,
           failing_since = case when $4 or $2::text is not null then null else failing_since end
         where id = $1`,
        [id, address, told, enabled, selection],
      );
      if (enabled === false) await giveUp(manager, [id]);
      else if (enabled || told !== null) await this.#subscribe(manager);
      return get(manager, id);
    });
  }

  /** Deletes an endpoint with its deliveries. @throws AppError FORBIDDEN, NOT_FOUND */
  async remove(call: CallContext, id: string): Promise<void> {
    call.requireEverything('ADMIN');
    // In a transaction: where its end is not answered, that is told as it is.
    const [, deleted] = await inTransaction(this.deps.dataSource, (manager) =>
      manager.query('delete from webhook_endpoints where id = $1', [id]),
    );
    if (deleted === 0) throw noEndpoint(id);
  }

  /** Gives an endpoint a new secret; the one before signs as well for a day. @throws AppError FORBIDDEN, NOT_FOUND */
  async rotate(call: CallContext, id: string): Promise<EndpointWithSecret> {
    call.requireEverything('ADMIN');
    const secret = createWebhookSecret();
    const webhookEndpoint = await inTransaction(this.deps.dataSource, async (manager) => {
      await manager.query(
        `update webhook_endpoints set previous_secret = secret, secret = $2,
           previous_secret_until = clock_timestamp() + make_interval(hours => ${OVERLAP_HOURS}) where id = $1`,
        [id, secret],
      );
      return get(manager, id);
    });
    return { webhookEndpoint, secret };
  }

  /** Sends an example of an event. @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT */
  async sendTest(
    call: CallContext,
    endpointId: string,
    event: WebhookEvent | null,
  ): Promise<WebhookDelivery> {
    call.requireEverything('ADMIN');
    return this.#queue(async (manager) => {
      const endpoint = await requireEnabled(manager, endpointId, ['webhookEndpointId']);
      const type = event ?? endpoint.events[0]!;
      const payload = examplePayload(type, this.deps.clock.now(), this.deps.links);
      return manager.query(
        `insert into webhook_deliveries (endpoint_id, message_id, event, payload)
         values ($1, 'msg_' || replace(gen_random_uuid()::text, '-', ''), $2, $3) returning id`,
        [endpointId, type, JSON.stringify(payload)],
      );
    });
  }

  /** Sends the payload of a delivery again, under the same message id. @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT */
  async replay(call: CallContext, deliveryId: string): Promise<WebhookDelivery> {
    call.requireEverything('ADMIN');
    return this.#queue(async (manager) => {
      const delivery = await manager.getRepository(WebhookDelivery).findOneBy({ id: deliveryId });
      if (delivery === null) {
        throw notFound('WebhookDelivery', toGlobalId('WebhookDelivery', deliveryId), ['webhookDeliveryId']);
      }
      await requireEnabled(manager, delivery.endpointId, ['webhookDeliveryId']);
      return manager.query(
        `insert into webhook_deliveries (endpoint_id, message_id, event, payload)
         select endpoint_id, message_id, event, payload from webhook_deliveries where id = $1 returning id`,
        [deliveryId],
      );
    });
  }

  /**
   * Sends what the deliveries of a range held again: each message once, whoever replayed it before. Returns how many there are.
   * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, BAD_USER_INPUT for more than may be sent by one call
   */
  async replayRange(
    call: CallContext,
    endpointId: string,
    { since, until, states }: DeliveryRange,
  ): Promise<number> {
    call.requireEverything('ADMIN');
    const replayed = await inTransaction(this.deps.dataSource, async (manager) => {
      await requireEnabled(manager, endpointId, ['webhookEndpointId']);
      const made: unknown[] = await manager.query(
        `insert into webhook_deliveries (endpoint_id, message_id, event, payload)
         select endpoint_id, message_id, event, payload from (
           select distinct on (message_id) endpoint_id, message_id, event, payload, created_at, id from webhook_deliveries
           where endpoint_id = $1 and created_at >= $2 and ($3::timestamptz is null or created_at < $3)
             and state = any($4) order by message_id, created_at, id limit $5
         ) chosen order by created_at, id returning id`,
        [endpointId, since, until, states ?? ['DELIVERED', 'FAILED'], MAX_REPLAYED_DELIVERIES + 1],
      );
      if (made.length <= MAX_REPLAYED_DELIVERIES) return made.length;
      const limit = MAX_REPLAYED_DELIVERIES.toLocaleString('en-US');
      throw new AppError(
        'BAD_USER_INPUT',
        `The range holds more than ${limit} messages; choose a shorter one.`,
        {
          field: ['until'],
        },
      );
    });
    this.deps.onQueued();
    return replayed;
  }

  /** Whatever an endpoint is told of from now on begins with where customers are now. */
  #subscribe(manager: EntityManager): Promise<void> {
    return this.deps.outbox.append(manager, 'webhooks', 'webhooks.subscribed', {});
  }

  async #queue(
    insert: (manager: EntityManager) => Promise<readonly { readonly id: string }[]>,
  ): Promise<WebhookDelivery> {
    const delivery = await inTransaction(this.deps.dataSource, async (manager) => {
      const [created] = await insert(manager);
      return manager.getRepository(WebhookDelivery).findOneByOrFail({ id: created!.id });
    });
    this.deps.onQueued();
    return delivery;
  }
}

function readEvents(events: readonly WebhookEvent[]): WebhookEvent[] {
  if (events.length > 0) return [...new Set(events)];
  throw new AppError('BAD_USER_INPUT', 'events is empty; it must name at least one event.', {
    field: ['events'],
  });
}

async function requireRoom(manager: EntityManager): Promise<void> {
  await manager.query(`select ${COUNTING}`);
  const [{ count }] = await manager.query('select count(*)::int as count from webhook_endpoints');
  if (count < MAX_WEBHOOK_ENDPOINTS) return;
  const message = `There are ${count} webhook endpoints; there may be ${MAX_WEBHOOK_ENDPOINTS}. Delete one first.`;
  throw new AppError('CONFLICT', message);
}

async function get(manager: EntityManager, id: string): Promise<WebhookEndpoint> {
  const endpoint = await manager.getRepository(WebhookEndpoint).findOneBy({ id });
  if (endpoint === null) throw noEndpoint(id);
  return endpoint;
}

/** The endpoint, which stays until the end of the transaction. */
async function requireEnabled(
  manager: EntityManager,
  id: string,
  field: readonly string[],
): Promise<WebhookEndpoint> {
  await manager.query('select from webhook_endpoints where id = $1 for key share', [id]);
  const endpoint = await get(manager, id);
  if (endpoint.enabled) return endpoint;
  throw new AppError('CONFLICT', 'The endpoint is disabled; it must be enabled first.', { field });
}

function noEndpoint(id: string): AppError {
  return notFound('WebhookEndpoint', toGlobalId('WebhookEndpoint', id), ['webhookEndpointId']);
}
