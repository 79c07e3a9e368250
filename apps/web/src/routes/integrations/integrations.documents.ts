import { graphql } from '@holdfast/schema';

/** The API keys, the newest first; never their secrets. */
export const ApiKeysQuery = graphql(`
  query ApiKeys($first: Int = 100) {
    apiKeys(first: $first) {
      edges { node { id name prefix role datasetIds createdAt expiresAt revokedAt lastUsedAt replacedById agentMayWrite } }
      totalCount
    }
  }
`);

/** Creates an API key; only this response contains its secret. */
export const CreateApiKeyMutation = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      apiKey { id name prefix role }
      secret
      userErrors { field message code }
    }
  }
`);

/** Replaces an API key; only this response contains the new secret. */
export const RotateApiKeyMutation = graphql(`
  mutation RotateApiKey($input: RotateApiKeyInput!) {
    rotateApiKey(input: $input) {
      apiKey { id name prefix role }
      previous { id expiresAt revokedAt replacedById }
      secret
      userErrors { field message code }
    }
  }
`);

/** Revokes an API key at once. */
export const RevokeApiKeyMutation = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      apiKey { id revokedAt }
      userErrors { field message code }
    }
  }
`);

/** Where webhooks are sent, the newest first. */
export const WebhookEndpointsQuery = graphql(`
  query WebhookEndpoints($first: Int = 50) {
    webhookEndpoints(first: $first) {
      edges { node { id url events selection enabled disabledReason failingSince createdAt } }
    }
  }
`);

/** Creates an endpoint; only this response contains its secret. */
export const CreateWebhookEndpointMutation = graphql(`
  mutation CreateWebhookEndpoint($input: CreateWebhookEndpointInput!) {
    createWebhookEndpoint(input: $input) {
      webhookEndpoint { id }
      secret
      userErrors { field message code }
    }
  }
`);

/** Changes what an endpoint is told of, disables it or enables it again. */
export const UpdateWebhookEndpointMutation = graphql(`
  mutation UpdateWebhookEndpoint($input: UpdateWebhookEndpointInput!) {
    updateWebhookEndpoint(input: $input) {
      webhookEndpoint { id enabled disabledReason }
      userErrors { field message code }
    }
  }
`);

/** Deletes an endpoint with its deliveries. */
export const DeleteWebhookEndpointMutation = graphql(`
  mutation DeleteWebhookEndpoint($input: DeleteWebhookEndpointInput!) {
    deleteWebhookEndpoint(input: $input) {
      deletedWebhookEndpointId
      userErrors { field message code }
    }
  }
`);

/** Gives an endpoint a new secret. */
export const RotateWebhookSecretMutation = graphql(`
  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
    rotateWebhookSecret(input: $input) {
      webhookEndpoint { id previousSecretUntil }
      secret
      userErrors { field message code }
    }
  }
`);

/** Sends an example of an event. */
export const SendTestEventMutation = graphql(`
  mutation SendTestEvent($input: SendTestEventInput!) {
    sendTestEvent(input: $input) {
      webhookDelivery { id }
      userErrors { field message code }
    }
  }
`);

/** What was sent to an endpoint and what is to be sent, the newest first. */
export const WebhookDeliveriesQuery = graphql(`
  query WebhookDeliveries($id: ID!, $after: String) {
    webhookEndpoint(id: $id) {
      id
      url
      enabled
      deliveries(first: 20, after: $after) {
        edges { node { id messageId event state attempts responseStatus error createdAt nextAttemptAt payload } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

/** Sends what a delivery held once more. */
export const ReplayDeliveryMutation = graphql(`
  mutation ReplayDelivery($input: ReplayDeliveryInput!) {
    replayDelivery(input: $input) {
      webhookDelivery { id }
      userErrors { field message code }
    }
  }
`);
