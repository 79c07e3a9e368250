import { Arg, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Connection } from '../../platform/graphql/connection.js';
import { requireKey } from '../../platform/graphql/global-id.js';
import { RequestContext } from '../../platform/graphql/request-context.js';
import { withUserErrors } from '../../platform/graphql/user-error.js';
import { ApiKey, ApiKeyConnection } from './api-key.entity.js';
import type { ApiKeysService } from './api-keys.service.js';
import { CreateApiKeyInput, RevokeApiKeyInput } from './auth.inputs.js';
import { CreateApiKeyPayload, RevokeApiKeyPayload, Viewer } from './auth.types.js';

/** Resolves the caller and the API keys. */
@Resolver()
export class AuthResolver {
  constructor(readonly apiKeys: ApiKeysService) {}

  @Authorized('VIEWER')
  @Query(() => Viewer, { description: 'Who is asking, and what they may do.' })
  viewer(@Ctx() { caller }: RequestContext): Viewer {
    const { id, email, role } = caller;
    return { id, email, role };
  }

  @Authorized('ADMIN')
  @Query(() => ApiKeyConnection, { name: 'apiKeys', description: 'API keys, newest first. ADMIN only.' })
  list(
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the entry to continue after.' })
    after: string | null,
  ): Promise<Connection<ApiKey>> {
    return this.apiKeys.list(first ?? 20, after);
  }

  @Authorized('ADMIN')
  @Mutation(() => CreateApiKeyPayload, {
    description: 'Creates an API key; only this response contains its secret. ADMIN only.',
  })
  createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The key to create.' }) input: CreateApiKeyInput,
  ): Promise<CreateApiKeyPayload> {
    const empty = { apiKey: null as ApiKey | null, secret: null as string | null };
    return withUserErrors(empty, () => this.apiKeys.create(input));
  }

  @Authorized('ADMIN')
  @Mutation(() => RevokeApiKeyPayload, {
    description: 'Revokes an API key at once and ends the sessions it opened. ADMIN only.',
  })
  revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which key.' }) { apiKeyId }: RevokeApiKeyInput,
  ): Promise<RevokeApiKeyPayload> {
    return withUserErrors({ apiKey: null as ApiKey | null }, async () => ({
      apiKey: await this.apiKeys.revoke(requireKey('ApiKey', apiKeyId, ['apiKeyId'])),
    }));
  }
}
