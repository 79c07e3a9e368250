declare module '../../platform/outbox/outbox.js' {
  interface OutboxEvents {
    /** An endpoint is to be told of changes of customers from now on. */
    'webhooks.subscribed': Record<string, never>;
  }
}

export {};
