import { Field, ID, ObjectType } from 'type-graphql';
import { listOf } from '../../platform/graphql/complexity.js';
import { UserError } from '../../platform/graphql/user-error.js';
import { ApiKey, Role } from './api-key.entity.js';

/** The caller of a request. */
@ObjectType({ description: 'Who is asking: a person in a session, or a service with an API key.' })
export class Viewer {
  @Field(() => ID, { description: 'Opaque id of the user or the API key.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'E-mail address; null for an API key.' })
  email: string | null;

  @Field(() => Role, { description: 'What the caller may do.' })
  role: Role;

  @Field(() => [ID], {
    complexity: listOf(100),
    nullable: true,
    description: 'The datasets that the caller is confined to; null if they may use all of them.',
  })
  datasetIds: string[] | null;
}

/** The result of creating an API key. */
@ObjectType({ description: 'The new API key; its secret is shown only here.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: 'The new key.' })
  apiKey: ApiKey | null;

  @Field(() => String, {
    nullable: true,
    description: 'Send it as "Authorization: Bearer <secret>". It is not stored.',
  })
  secret: string | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of revoking an API key. */
@ObjectType({ description: 'The result of revoking an API key.' })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, {
    nullable: true,
    description: 'The revoked key; its sessions are ended.',
  })
  apiKey: ApiKey | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The result of rotating an API key. */
@ObjectType({ description: 'The key that takes the place of another; its secret is shown only here.' })
export class RotateApiKeyPayload {
  @Field(() => ApiKey, {
    nullable: true,
    description: 'The new key: name, role, expiry and datasets of the one before.',
  })
  apiKey: ApiKey | null;

  @Field(() => ApiKey, { nullable: true, description: 'The key of before, and when it ends.' })
  previous: ApiKey | null;

  @Field(() => String, {
    nullable: true,
    description: 'Send it as "Authorization: Bearer <secret>". It is not stored.',
  })
  secret: string | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
