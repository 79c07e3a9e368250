import { Field, ID, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

const USER_ERRORS = {
  complexity: listOf(3),
  description: 'What is wrong with the input; empty on success.',
};

/** The result of creating an endpoint, or of replacing its secret. */
@ObjectType({ description: 'The endpoint and its new secret, which is shown only here.' })
export class CreateWebhookEndpointPayload {
  @Field(() => WebhookEndpoint, {
    nullable: true,
    description: 'The endpoint; null if the input was rejected.',
  })
  webhookEndpoint: WebhookEndpoint | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the receiver verifies the signatures with: "whsec_" and base64, as the libraries of Standard Webhooks take it.',
  })
  secret: string | null;

  @Field(() => [UserError], USER_ERRORS)
  userErrors: UserError[];
}

/** The result of changing an endpoint. */
@ObjectType({ description: 'The result of changing an endpoint.' })
export class UpdateWebhookEndpointPayload {
  @Field(() => WebhookEndpoint, {
    nullable: true,
    description: 'The endpoint as it is now; null if the input was rejected.',
  })
  webhookEndpoint: WebhookEndpoint | null;

  @Field(() => [UserError], USER_ERRORS)
  userErrors: UserError[];
}

/** The result of deleting an endpoint. */
@ObjectType({ description: 'The result of deleting an endpoint.' })
export class DeleteWebhookEndpointPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'ID of the deleted endpoint; null if the input was rejected.',
  })
  deletedWebhookEndpointId: string | null;

  @Field(() => [UserError], USER_ERRORS)
  userErrors: UserError[];
}

/** The result of sending a test event. */
@ObjectType({ description: 'The result of sending a test event.' })
export class SendTestEventPayload {
  @Field(() => WebhookDelivery, {
    nullable: true,
    description: 'The delivery, which is sent like any other; null if the input was rejected.',
  })
  webhookDelivery: WebhookDelivery | null;

  @Field(() => [UserError], USER_ERRORS)
  userErrors: UserError[];
}

/** The result of sending the deliveries of a range again. */
@ObjectType({ description: 'The result of sending the deliveries of a range again.' })
export class ReplayDeliveriesPayload {
  @Field(() => Int, {
    nullable: true,
    description: 'How many are sent again, each message once; null if the input was rejected.',
  })
  replayed: number | null;

  @Field(() => [UserError], USER_ERRORS)
  userErrors: UserError[];
}

/** The result of sending a delivery again. */
@ObjectType({ description: 'The result of sending a delivery again.' })
export class ReplayDeliveryPayload {
  @Field(() => WebhookDelivery, {
    nullable: true,
    description: 'A new delivery of the same payload; null if the input was rejected.',
  })
  webhookDelivery: WebhookDelivery | null;

  @Field(() => [UserError], USER_ERRORS)
  userErrors: UserError[];
}
