import { graphql } from './graphql.js';

/** The API keys, the newest first; never their secrets. */
export const ApiKeysQuery = graphql(`
  query ApiKeys($first: Int = 100) {
    apiKeys(first: $first) {
      edges { node { id name prefix role createdAt expiresAt revokedAt lastUsedAt } }
      totalCount
    }
  }
`);

/** Makes an API key; the secret is in this answer and never again. */
export const CreateApiKeyMutation = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      apiKey { id name prefix role }
      secret
      userErrors { field message code }
    }
  }
`);

/** Ends an API key at once. */
export const RevokeApiKeyMutation = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      apiKey { id revokedAt }
      userErrors { field message code }
    }
  }
`);
