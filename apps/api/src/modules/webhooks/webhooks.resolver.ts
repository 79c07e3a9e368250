import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { LOOKUP, listBy } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { fromGlobalId, requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { type WebhookDelivery, WebhookDeliveryConnection } from './webhook-delivery.entity.js';
import { WebhookEndpoint, WebhookEndpointConnection } from './webhook-endpoint.entity.js';
import {
  CreateWebhookEndpointInput,
  DeleteWebhookEndpointInput,
  ReplayDeliveriesInput,
  ReplayDeliveryInput,
  RotateWebhookSecretInput,
  SendTestEventInput,
  UpdateWebhookEndpointInput,
} from './webhooks.inputs.js';
import {
  CreateWebhookEndpointPayload,
  DeleteWebhookEndpointPayload,
  ReplayDeliveriesPayload,
  ReplayDeliveryPayload,
  SendTestEventPayload,
  UpdateWebhookEndpointPayload,
} from './webhooks.payloads.js';
import type { WebhookService } from './webhooks.service.js';

const FIRST = { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' };
const keyOf = (id: string) => requireKey('WebhookEndpoint', id, ['webhookEndpointId']);
const nothing = () => ({
  webhookEndpoint: null as WebhookEndpoint | null,
  secret: null as string | null,
});
const unsent = () => ({ webhookDelivery: null as WebhookDelivery | null });

/** Resolves webhook endpoints and their deliveries. */
@Resolver(() => WebhookEndpoint)
export class WebhookResolver {
  constructor(readonly webhooks: WebhookService) {}

  @Authorized('ADMIN')
  @Query(() => WebhookEndpointConnection, {
    complexity: listBy('first'),
    description: 'Where events are sent, newest first. ADMIN only, with access to all datasets.',
  })
  webhookEndpoints(
    @Ctx() call: CallContext,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Connection<WebhookEndpoint>> {
    return this.webhooks.list(call, first ?? 20, after);
  }

  @Authorized('ADMIN')
  @Query(() => WebhookEndpoint, {
    complexity: LOOKUP,
    nullable: true,
    description: 'An endpoint by its ID; null if there is none. ADMIN only, with access to all datasets.',
  })
  async webhookEndpoint(
    @Ctx() call: CallContext,
    @Arg('id', () => ID, { description: 'ID of an endpoint.' }) id: string,
  ): Promise<WebhookEndpoint | null> {
    const key = fromGlobalId('WebhookEndpoint', id);
    return key === null ? null : this.webhooks.find(call, key);
  }

  @FieldResolver(() => WebhookDeliveryConnection, {
    complexity: listBy('first'),
    description: 'What was sent to it and what is to be sent, newest first.',
  })
  deliveries(
    @Root() { id }: WebhookEndpoint,
    @Ctx() call: CallContext,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
  ): Promise<Connection<WebhookDelivery>> {
    return this.webhooks.deliveries(call, id, first ?? 20, after);
  }

  @Authorized('ADMIN')
  @Mutation(() => CreateWebhookEndpointPayload, {
    description:
      'Creates an endpoint; only this response contains its secret. ADMIN only, with access to all datasets.',
  })
  createWebhookEndpoint(
    @Ctx() call: CallContext,
    @Arg('input', () => CreateWebhookEndpointInput, { description: 'Where to send what.' })
    input: CreateWebhookEndpointInput,
  ): Promise<CreateWebhookEndpointPayload> {
    return withUserErrors(nothing(), () => this.webhooks.create(call, input));
  }

  @Authorized('ADMIN')
  @Mutation(() => UpdateWebhookEndpointPayload, {
    description: 'Changes an endpoint, disables it, or enables it again. ADMIN only.',
  })
  updateWebhookEndpoint(
    @Ctx() call: CallContext,
    @Arg('input', () => UpdateWebhookEndpointInput, { description: 'What to change.' })
    { webhookEndpointId, ...change }: UpdateWebhookEndpointInput,
  ): Promise<UpdateWebhookEndpointPayload> {
    return withUserErrors({ webhookEndpoint: null as WebhookEndpoint | null }, async () => ({
      webhookEndpoint: await this.webhooks.update(call, keyOf(webhookEndpointId), change),
    }));
  }

  @Authorized('ADMIN')
  @Mutation(() => DeleteWebhookEndpointPayload, {
    description: 'Deletes an endpoint with its deliveries; nothing more is sent to it. ADMIN only.',
  })
  deleteWebhookEndpoint(
    @Ctx() call: CallContext,
    @Arg('input', () => DeleteWebhookEndpointInput, { description: 'Which endpoint.' })
    { webhookEndpointId }: DeleteWebhookEndpointInput,
  ): Promise<DeleteWebhookEndpointPayload> {
    return withUserErrors({ deletedWebhookEndpointId: null as string | null }, async () => {
      await this.webhooks.remove(call, keyOf(webhookEndpointId));
      return { deletedWebhookEndpointId: webhookEndpointId };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => CreateWebhookEndpointPayload, {
    description:
      'Gives an endpoint a new secret. For 24 hours every delivery has two signatures, by the secret of before as well; after a second rotation, by the last two alone. ADMIN only.',
  })
  rotateWebhookSecret(
    @Ctx() call: CallContext,
    @Arg('input', () => RotateWebhookSecretInput, { description: 'Which endpoint.' })
    { webhookEndpointId }: RotateWebhookSecretInput,
  ): Promise<CreateWebhookEndpointPayload> {
    return withUserErrors(nothing(), async () => this.webhooks.rotate(call, keyOf(webhookEndpointId)));
  }

  @Authorized('ADMIN')
  @Mutation(() => SendTestEventPayload, {
    description:
      'Sends an example of an event to an endpoint, with `test: true` in its data. The answer does not wait for the receiver: see the delivery. ADMIN only.',
  })
  sendTestEvent(
    @Ctx() call: CallContext,
    @Arg('input', () => SendTestEventInput, { description: 'Which endpoint.' })
    { webhookEndpointId, event }: SendTestEventInput,
  ): Promise<SendTestEventPayload> {
    return withUserErrors(unsent(), async () => ({
      webhookDelivery: await this.webhooks.sendTest(call, keyOf(webhookEndpointId), event ?? null),
    }));
  }

  @Authorized('ADMIN')
  @Mutation(() => ReplayDeliveriesPayload, {
    description:
      'Sends what the deliveries of a range held once more, each message once however often it was replayed, with the same webhook-id; at most 10,000 a call. ADMIN only.',
  })
  replayDeliveries(
    @Ctx() call: CallContext,
    @Arg('input', () => ReplayDeliveriesInput, { description: 'Which deliveries.' })
    { webhookEndpointId, ...range }: ReplayDeliveriesInput,
  ): Promise<ReplayDeliveriesPayload> {
    return withUserErrors({ replayed: null as number | null }, async () => ({
      replayed: await this.webhooks.replayRange(call, keyOf(webhookEndpointId), range),
    }));
  }

  @Authorized('ADMIN')
  @Mutation(() => ReplayDeliveryPayload, {
    description:
      'Sends what a delivery held once more, with the same webhook-id: a receiver that has it already can tell. ADMIN only.',
  })
  replayDelivery(
    @Ctx() call: CallContext,
    @Arg('input', () => ReplayDeliveryInput, { description: 'Which delivery.' })
    { webhookDeliveryId }: ReplayDeliveryInput,
  ): Promise<ReplayDeliveryPayload> {
    return withUserErrors(unsent(), async () => {
      const key = requireKey('WebhookDelivery', webhookDeliveryId, ['webhookDeliveryId']);
      return { webhookDelivery: await this.webhooks.replay(call, key) };
    });
  }
}
