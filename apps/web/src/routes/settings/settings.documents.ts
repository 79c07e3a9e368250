import { graphql } from '@holdfast/schema';

/** The datasets that can be restored, the last deleted first. */
export const DeletedDatasetsQuery = graphql(`
  query DeletedDatasets($first: Int = 100) {
    deletedDatasets(first: $first) {
      edges { node { datasetId name customerCount deletedAt keptUntil } }
    }
  }
`);

/** Brings a deleted dataset back. */
export const RestoreDatasetMutation = graphql(`
  mutation RestoreDataset($input: RestoreDatasetInput!) {
    restoreDataset(input: $input) {
      dataset { id name }
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

/** The people who may sign in, the newest first. */
export const UsersQuery = graphql(`
  query Users($first: Int = 100) {
    users(first: $first) {
      edges { node { id email role active createdAt lastSeenAt } }
      totalCount
    }
  }
`);

/** Invites somebody; only this response contains the link. */
export const InviteUserMutation = graphql(`
  mutation InviteUser($input: InviteUserInput!) {
    inviteUser(input: $input) {
      user { id email role active }
      link
      userErrors { field message code }
    }
  }
`);

/** Gives somebody another role. */
export const SetUserRoleMutation = graphql(`
  mutation SetUserRole($input: SetUserRoleInput!) {
    setUserRole(input: $input) {
      user { id role }
      userErrors { field message code }
    }
  }
`);

/** Shuts somebody out. */
export const DeactivateUserMutation = graphql(`
  mutation DeactivateUser($input: DeactivateUserInput!) {
    deactivateUser(input: $input) {
      user { id active }
      userErrors { field message code }
    }
  }
`);

/** Where whoever is signed in is signed in. */
export const SessionsQuery = graphql(`
  query Sessions {
    viewer { id sessions { id createdAt expiresAt userAgent current } }
  }
`);

/** Ends a session. */
export const RevokeSessionMutation = graphql(`
  mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) {
      revokedSessionId
      userErrors { field message code }
    }
  }
`);

/** The passkeys of whoever is signed in. */
export const PasskeysQuery = graphql(`
  query Passkeys {
    viewer { id passkeys { id name createdAt backedUp lastUsedAt } }
  }
`);

/** Names a passkey. */
export const RenamePasskeyMutation = graphql(`
  mutation RenamePasskey($input: RenamePasskeyInput!) {
    renamePasskey(input: $input) {
      passkey { id name }
      userErrors { field message code }
    }
  }
`);

/** Removes a passkey. */
export const RemovePasskeyMutation = graphql(`
  mutation RemovePasskey($input: RemovePasskeyInput!) {
    removePasskey(input: $input) {
      removedPasskeyId
      userErrors { field message code }
    }
  }
`);
