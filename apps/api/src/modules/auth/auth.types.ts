import { Field, ID, ObjectType } from 'type-graphql';
import { UserError } from '../../platform/graphql/user-error.js';
import { ApiKey, Role } from './api-key.entity.js';

/** Who asks. */
@ObjectType({ description: 'Who asks: a person in a session, or a service by its API key.' })
export class Viewer {
  @Field(() => ID, { description: 'Opaque id of the user or the API key.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Where to write to; null for an API key.' })
  email: string | null;

  @Field(() => Role, { description: 'What the caller may do.' })
  role: Role;
}

/** What making an API key answers. */
@ObjectType({ description: 'The secret is shown once.' })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { nullable: true, description: 'The new key.' })
  apiKey: ApiKey | null;

  @Field(() => String, {
    nullable: true,
    description: 'To be sent as "Authorization: Bearer <secret>"; it is not kept.',
  })
  secret: string | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}

/** What revoking an API key answers. */
@ObjectType({ description: 'What revoking an API key answers.' })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, {
    nullable: true,
    description: 'The key, which is refused from now on; its sessions are ended.',
  })
  apiKey: ApiKey | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty on success.' })
  userErrors: UserError[];
}
