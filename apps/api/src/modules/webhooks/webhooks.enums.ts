import { DELIVERY_STATES, WEBHOOK_EVENTS } from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** What an endpoint can be told of. */
export const WebhookEvent = vocabularyEnum(
  'WebhookEvent',
  'What happened; the `type` of the payload.',
  WEBHOOK_EVENTS,
);
export type WebhookEvent = keyof typeof WebhookEvent;

/** The states of a delivery. */
export const DeliveryState = vocabularyEnum('DeliveryState', 'The state of a delivery.', DELIVERY_STATES);
export type DeliveryState = keyof typeof DeliveryState;
