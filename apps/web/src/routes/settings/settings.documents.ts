import { graphql } from '@holdfast/schema';

/** The API keys, the newest first; never their secrets. */
export const ApiKeysQuery = graphql(`
  query ApiKeys($first: Int = 100) {
    apiKeys(first: $first) {
      edges { node { id name prefix role datasetIds createdAt expiresAt revokedAt lastUsedAt } }
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

/** Revokes an API key at once. */
export const RevokeApiKeyMutation = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) {
      apiKey { id revokedAt }
      userErrors { field message code }
    }
  }
`);

/** Deletes a dataset with everything computed from it. */
export const DeleteDatasetMutation = graphql(`
  mutation DeleteDataset($input: DeleteDatasetInput!) {
    deleteDataset(input: $input) {
      deletedDatasetId
      userErrors { field message code }
    }
  }
`);
