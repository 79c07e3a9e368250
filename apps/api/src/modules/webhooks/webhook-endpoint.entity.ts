import { WEBHOOK_EVENTS } from '@holdfast/schema';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { listOf } from '../../platform/graphql/complexity.js';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { WebhookEvent } from './webhooks.enums.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    WebhookEndpoint: true;
  }
}

/** Where events are sent. Its secrets are not read with it. */
@Entity('webhook_endpoints')
@ObjectType({
  description:
    'Where events are sent: signed as Standard Webhooks v1 says, at least once, in no particular order; the header webhook-id stays over retries.',
})
export class WebhookEndpoint {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque and permanent.' })
  get globalId(): string {
    return toGlobalId('WebhookEndpoint', this.id);
  }

  @Field({ description: 'The URL that events are posted to.' })
  @Column('text')
  url: string;

  @Field(() => [WebhookEvent], {
    complexity: listOf(Object.keys(WEBHOOK_EVENTS).length),
    description: 'What it is told of.',
  })
  @Column('text', { array: true })
  events: WebhookEvent[];

  @Field(() => String, {
    nullable: true,
    description:
      'What it is told of the dataset of an event beside the event, as a GraphQL selection on Dataset; null for nothing.',
  })
  @Column('text', { nullable: true })
  selection: string | null;

  @Field({ description: 'Whether events are sent to it. One that is not misses what happens meanwhile.' })
  @Column('boolean')
  enabled: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it was disabled, if not by a caller: it failed for three days, or answered with 410 Gone. updateWebhookEndpoint enables it again.',
  })
  @Column('text', { nullable: true })
  disabledReason: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Since when no delivery has arrived, though some were sent; null if the last one did.',
  })
  @Column('timestamptz', { nullable: true })
  failingSince: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when the secret of before its rotation signs as well; null if none does.',
  })
  @Column('timestamptz', { nullable: true })
  previousSecretUntil: Date | null;

  @Field({ description: 'When it was created.' })
  @Column('timestamptz')
  createdAt: Date;
}

/** A page of endpoints. */
export const WebhookEndpointConnection = connectionTypes('WebhookEndpoint', () => WebhookEndpoint);
