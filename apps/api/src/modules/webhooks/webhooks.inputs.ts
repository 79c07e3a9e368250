import { Field, ID, InputType } from 'type-graphql';
import { DeliveryState, WebhookEvent } from './webhooks.enums.js';

const URL_RULE =
  'An https URL of a public host, without user info, at most 2,000 characters; the port is 443 or 1024..65535. Inner networks and http are for those that the operator allows (WEBHOOK_ALLOW).';

const SELECTION_RULE =
  'A GraphQL selection on Dataset, such as "{ name champion { version metrics { rocAuc } } }", at most 4,000 characters, with the limits of a query. It is asked when an event happens, and its answer stands in the event as data.selected (with data.selectionErrors where something could not be answered). It may have what concerns the dataset as a whole: counts, segments, the model, monitoring, campaigns; nothing of customers.';

/** An endpoint to create. */
@InputType({ description: 'Where to send which events.' })
export class CreateWebhookEndpointInput {
  @Field({ description: URL_RULE })
  url: string;

  @Field(() => [WebhookEvent], { description: 'What it is told of, of every dataset; at least one.' })
  events: WebhookEvent[];

  @Field(() => String, { nullable: true, description: SELECTION_RULE })
  selection?: string | null;
}

/** What to change of an endpoint. */
@InputType({ description: 'What to change of an endpoint; what is left out stays.' })
export class UpdateWebhookEndpointInput {
  @Field(() => ID, { description: 'ID of an endpoint.' })
  webhookEndpointId: string;

  @Field(() => String, { nullable: true, description: URL_RULE })
  url?: string | null;

  @Field(() => [WebhookEvent], {
    nullable: true,
    description: 'What it is told of from now on; at least one.',
  })
  events?: WebhookEvent[] | null;

  @Field(() => String, { nullable: true, description: `${SELECTION_RULE} An empty text removes it.` })
  selection?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'false: nothing is sent, what waits is given up, and what happens is not kept. true: what happens from now on is sent.',
  })
  enabled?: boolean | null;
}

/** The endpoint to delete. */
@InputType({ description: 'The endpoint to delete.' })
export class DeleteWebhookEndpointInput {
  @Field(() => ID, { description: 'ID of an endpoint. Its deliveries are deleted with it.' })
  webhookEndpointId: string;
}

/** The endpoint whose secret is to be replaced. */
@InputType({ description: 'The endpoint whose secret is to be replaced.' })
export class RotateWebhookSecretInput {
  @Field(() => ID, { description: 'ID of an endpoint.' })
  webhookEndpointId: string;
}

/** The endpoint to try. */
@InputType({ description: 'The endpoint to try.' })
export class SendTestEventInput {
  @Field(() => ID, { description: 'ID of an endpoint that is enabled.' })
  webhookEndpointId: string;

  @Field(() => WebhookEvent, {
    nullable: true,
    description: 'The event that it is an example of. Left out: the first of those the endpoint is told of.',
  })
  event?: WebhookEvent | null;
}

/** The deliveries to send again. */
@InputType({
  description: 'The deliveries of an endpoint to send again: those that were created in a range of time.',
})
export class ReplayDeliveriesInput {
  @Field(() => ID, { description: 'ID of an endpoint that is enabled.' })
  webhookEndpointId: string;

  @Field(() => Date, { description: 'The begin of the range, included.' })
  since: Date;

  @Field(() => Date, { nullable: true, description: 'The end of the range, not included; default: now.' })
  until?: Date | null;

  @Field(() => [DeliveryState], {
    nullable: true,
    description: 'Those in one of these states; default: all that do not wait, DELIVERED and FAILED.',
  })
  states?: DeliveryState[] | null;
}

/** The delivery to send again. */
@InputType({ description: 'The delivery to send again.' })
export class ReplayDeliveryInput {
  @Field(() => ID, { description: 'ID of a delivery, in any state, whose endpoint is enabled.' })
  webhookDeliveryId: string;
}
