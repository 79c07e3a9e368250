import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { listOf } from '../../platform/graphql/complexity.js';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { JSONObject } from '../../platform/graphql/scalars.js';
import { DeliveryState, WebhookEvent } from './webhooks.enums.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    WebhookDelivery: true;
  }
}

/** An event on its way to one endpoint. */
@Entity('webhook_deliveries')
@ObjectType({ description: 'An event on its way to one endpoint. Kept for 30 days.' })
export class WebhookDelivery {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; stable for the life of the delivery.' })
  get globalId(): string {
    return toGlobalId('WebhookDelivery', this.id);
  }

  @Column('uuid')
  endpointId: string;

  @Field({
    description:
      'The header webhook-id: the same over retries and replays, so that a receiver can tell what it has received already.',
  })
  @Column('text')
  messageId: string;

  @Field(() => WebhookEvent, { description: 'What happened.' })
  @Column('text')
  event: WebhookEvent;

  @Field(() => DeliveryState, { description: 'Whether it has arrived.' })
  @Column('text')
  state: DeliveryState;

  @Field(() => Int, { description: 'How often it was sent.' })
  @Column('int')
  attempts: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'The HTTP status that the receiver answered with last; null if it never did. The rest of the answer is not kept.',
  })
  @Column('int', { nullable: true })
  responseStatus: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What was wrong with the last attempt, in words; null if nothing was.',
  })
  @Column('text', { nullable: true })
  error: string | null;

  @Field({ description: 'When it was created.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it is sent next, as far as is known now; null once it is DELIVERED or FAILED.',
  })
  @Column('timestamptz', { nullable: true })
  nextAttemptAt: Date | null;

  @Field(() => JSONObject, {
    complexity: listOf(10),
    description: 'What is sent: {type, timestamp, data}, with ids, counts and a URL, and no personal data.',
  })
  @Column('json')
  payload: Record<string, unknown>;
}

/** A page of deliveries. */
export const WebhookDeliveryConnection = connectionTypes('WebhookDelivery', () => WebhookDelivery);
