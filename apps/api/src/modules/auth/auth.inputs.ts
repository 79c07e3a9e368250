import { Field, ID, InputType } from 'type-graphql';
import { Role } from './api-key.entity.js';

/** What a new API key is made of. */
@InputType({ description: 'What a new API key is made of.' })
export class CreateApiKeyInput {
  @Field({ description: 'What it is for, 1..100 characters.' })
  name: string;

  @Field(() => Role, { description: 'What its bearer may do.' })
  role: Role;

  @Field(() => Date, {
    nullable: true,
    description: 'From when on it is refused, in the future; left out: never.',
  })
  expiresAt?: Date | null;
}

/** Names the API key to revoke. */
@InputType({ description: 'Names the API key to revoke.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'Id of an API key.' })
  apiKeyId: string;
}
