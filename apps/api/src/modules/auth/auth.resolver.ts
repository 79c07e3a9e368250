import { Arg, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listBy } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { ApiKey, ApiKeyConnection } from './api-key.entity.js';
import type { ApiKeysService } from './api-keys.service.js';
import { CreateApiKeyInput, RevokeApiKeyInput, RotateApiKeyInput } from './auth.inputs.js';
import { CreateApiKeyPayload, RevokeApiKeyPayload, RotateApiKeyPayload, Viewer } from './auth.types.js';

/** Resolves the caller and the API keys. */
@Resolver()
export class AuthResolver {
  constructor(readonly apiKeys: ApiKeysService) {}

  @Authorized('VIEWER')
  @Query(() => Viewer, { description: 'Who is asking, and what they may do.' })
  viewer(@Ctx() { caller, scope }: CallContext): Viewer {
    const { id, email, role } = caller;
    return { id, email, role, datasetIds: scope && [...scope].map((key) => toGlobalId('Dataset', key)) };
  }

  @Authorized('ADMIN')
  @Query(() => ApiKeyConnection, {
    complexity: listBy('first'),
    name: 'apiKeys',
    description: 'API keys, newest first. ADMIN only.',
  })
  list(
    @Ctx() call: CallContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<ApiKey>> {
    return this.apiKeys.list(call, first ?? 20, after);
  }

  @Authorized('ADMIN')
  @Mutation(() => CreateApiKeyPayload, {
    description: 'Creates an API key; only this response contains its secret. ADMIN only.',
  })
  createApiKey(
    @Ctx() call: CallContext,
    @Arg('input', () => CreateApiKeyInput, { description: 'The key to create.' }) input: CreateApiKeyInput,
  ): Promise<CreateApiKeyPayload> {
    const empty = { apiKey: null as ApiKey | null, secret: null as string | null };
    return withUserErrors(empty, async () => {
      const datasetIds = input.datasetIds?.map((id, i) =>
        requireKey('Dataset', id, ['datasetIds', String(i)]),
      );
      return this.apiKeys.create(call, { ...input, datasetIds: datasetIds ?? null });
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => RotateApiKeyPayload, {
    description:
      'Replaces an API key by one with another secret; both are valid for some hours, so that whoever uses it can change over. ADMIN only.',
  })
  rotateApiKey(
    @Ctx() call: CallContext,
    @Arg('input', () => RotateApiKeyInput, { description: 'Which key, and for how long both are valid.' })
    { apiKeyId, overlapHours }: RotateApiKeyInput,
  ): Promise<RotateApiKeyPayload> {
    const none = { apiKey: null, previous: null, secret: null };
    return withUserErrors<Omit<RotateApiKeyPayload, 'userErrors'>>(none, () =>
      this.apiKeys.rotate(call, requireKey('ApiKey', apiKeyId, ['apiKeyId']), overlapHours ?? 24),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => RevokeApiKeyPayload, {
    description: 'Revokes an API key at once and ends the sessions it opened. ADMIN only.',
  })
  revokeApiKey(
    @Ctx() call: CallContext,
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which key.' }) { apiKeyId }: RevokeApiKeyInput,
  ): Promise<RevokeApiKeyPayload> {
    return withUserErrors({ apiKey: null as ApiKey | null }, async () => ({
      apiKey: await this.apiKeys.revoke(call, requireKey('ApiKey', apiKeyId, ['apiKeyId'])),
    }));
  }
}
